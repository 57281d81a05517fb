import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inShard, readShard } from '../../src/schedule/shard.ts';
import { cellsOf, messageOf, rowOf } from './fixture.ts';

test.each([
  ['1/1', { index: 1, of: 1 }],
  ['2/4', { index: 2, of: 4 }],
  ['12/12', { index: 12, of: 12 }],
])('%s is a part', (text, shard) => {
  expect(readShard(text)).toEqual(shard);
});

test('what is no part of a whole is refused', () => {
  const refused = ['0/4', '5/4', '2', '2/', '/4', '2/4/8', '-1/4', '1.5/4', ' 1/4', 'one/4', ''];
  const messages = refused.map((text) => messageOf(() => readShard(text)).split('\n', 1)[0]);
  expect(messages).toEqual(
    refused.map((text) => `error[bad-option]: --shard takes a part of a whole, not "${text}"`),
  );
  expect(messageOf(() => readShard('4'))).toMatchInlineSnapshot(`
    "error[bad-option]: --shard takes a part of a whole, not "4"
      = help: for instance --shard 1/4, --shard 2/4, --shard 3/4 and --shard 4/4"
  `);
});

test('every request is in exactly one part', () => {
  const key = fc.string({ unit: 'grapheme', maxLength: 12 });
  const id = fc.string({ unit: fc.constantFrom('0', '7', 'a', 'f'), minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(key, id, fc.integer({ min: 1, max: 40 }), (rowKey, cellId, of) => {
      const row = { ...rowOf(0), key: rowKey };
      const cell = { ...cellsOf({})[0]!, id: cellId };
      const parts = Array.from({ length: of }, (_, at) => ({ index: at + 1, of }));
      expect(parts.filter((part) => inShard(part, row, cell))).toHaveLength(1);
    }),
  );
});

test('every part has about as much of every cell, and the same in every run', () => {
  const cells = cellsOf({ axes: { temperature: 0 } }, { axes: { temperature: 1 } });
  const rows = Array.from({ length: 400 }, (_, index) => rowOf(index));
  const counts = cells.map((cell) =>
    [1, 2, 3, 4].map((index) => rows.filter((row) => inShard({ index, of: 4 }, row, cell)).length),
  );
  expect(counts).toMatchInlineSnapshot(`
    [
      [
        90,
        104,
        97,
        109,
      ],
      [
        98,
        105,
        94,
        103,
      ],
    ]
  `);
});
