import { expect, test } from 'vitest';
import { sha256 } from '../../src/base/hash.ts';
import { dataFolder, keysOf } from './data-folder.ts';

const data = dataFolder();

test('the column id gives the keys', async () => {
  expect(await keysOf(data.write('id.csv', 'text,id\na,x\nb,y\n'))).toEqual(['x', 'y']);
});

test('another column can be told to give the keys', async () => {
  const source = data.write('told.csv', 'text,id\na,x\nb,x\n', { id: 'text' });
  expect(await keysOf(source)).toEqual(['a', 'b']);
});

test('without ids a key is the hash of the record with its columns sorted', async () => {
  const key = sha256('{"label":"y","text":"x"}');
  expect(await keysOf(data.write('hash.csv', 'text,label\nx,y\n'))).toEqual([key]);
  expect(await keysOf(data.write('moved.csv', 'label,text\ny,x\n'))).toEqual([key]);
  expect(await keysOf(data.write('hash.jsonl', '{"text":"x","label":"y"}'))).toEqual([key]);
});

test('equal records are counted', async () => {
  const key = sha256('{"text":"a"}');
  const source = data.write('repeats.csv', 'text\na\na\nb\na\n');
  expect(await keysOf(source)).toEqual([key, `${key}~2`, sha256('{"text":"b"}'), `${key}~3`]);
});

test('repeats are counted over the whole file, whatever is selected', async () => {
  const lines = ['{"a": "x", "b": [1, null]}', '{"a": "y", "b": []}', '{"b": [1, null], "a": "x"}'];
  const source = data.write('nested.jsonl', lines.join('\n'));
  const [first, second, third] = await keysOf(source);
  expect(third).toBe(`${first}~2`);
  expect(await keysOf({ ...source, where: { a: ['y'] } })).toEqual([second]);
  expect(await keysOf({ ...source, limit: 1 })).toEqual([first]);
});

test('null and its text have different keys', async () => {
  const source = data.write('null.jsonl', '{"a": null}\n{"a": "null"}\n');
  expect(new Set((await keysOf(source)).map((key) => key.slice(0, 64))).size).toBe(2);
});

test('duplicate ids name both lines', async () => {
  const source = data.write('twice.csv', 'text,id\n"a\nb",x\nc,y\nd,x\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[duplicate-id]: the id "x" stands on line 2 and on line 5
      --> data/twice.csv:5:3
      |
    5 | d,x
      |   ^
      = help: give every row an id of its own"
  `);
});

test('an id that is not told but empty is refused', async () => {
  expect(await data.problems(data.write('empty.csv', 'text,id\na,\n'))).toMatchInlineSnapshot(`
    "error[empty-id]: the id in column "id" is empty
      --> data/empty.csv:2:3
      |
    2 | a,
      |   ^
      = help: give every row an id, or name another column with \`id\`"
  `);
});

test('an id must be a text or a number', async () => {
  const lines = [
    '{"a": 1, "id": 1}',
    '{"a": 2, "id": null}',
    '{"a": 3, "id": [3]}',
    '{"a": 4, "id": "1"}',
  ];
  const source = data.write('kinds.jsonl', lines.join('\n'));
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[empty-id]: the id in column "id" is null
      --> data/kinds.jsonl:2:10
      |
    2 | {"a": 2, "id": null}
      |          ^^^^
      = help: give every row an id, or name another column with \`id\`

    error[wrong-type]: the id in column "id" is not a text or a number
      --> data/kinds.jsonl:3:10
      |
    3 | {"a": 3, "id": [3]}
      |          ^^^^
      = help: name another column with \`id\`

    error[duplicate-id]: the id "1" stands on line 1 and on line 4
      --> data/kinds.jsonl:4:10
      |
    4 | {"a": 4, "id": "1"}
      |          ^^^^
      = help: give every row an id of its own"
  `);
});
