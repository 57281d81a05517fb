import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatProblem } from '../../src/base/problem.ts';
import type { Value } from '../../src/dataset/row.ts';
import { recordsOf } from '../../src/dataset/read.ts';

interface Outcome {
  readonly columns: readonly string[];
  readonly records: readonly { readonly line: number; readonly fields: readonly Value[] }[];
  readonly problems: readonly string[];
}

async function read(path: string, content: Uint8Array, chunkSize: number): Promise<Outcome> {
  const problems: string[] = [];
  const records: { line: number; fields: readonly Value[] }[] = [];
  let columns: readonly string[] = [];
  const report = (make: () => Parameters<typeof formatProblem>[0]) =>
    void problems.push(formatProblem(make()));
  for await (const batch of recordsOf(chunked(content, chunkSize), { path }, report))
    for (const { line, fields, table } of batch) {
      records.push({ line, fields });
      columns = table.columns;
    }
  return { columns, records, problems };
}

async function* chunked(content: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) {
    await Promise.resolve();
    yield content.subarray(at, at + size);
  }
}

const awkward = fc.constantFrom(
  '"',
  ',',
  '\n',
  '\r',
  '\r\n',
  '\uFEFF',
  ' ',
  ';',
  '\u2028',
  '\u{1F600}',
  'ä',
);
const text = fc
  .array(fc.oneof(awkward, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 6 })
  .map((parts) => parts.join('').replaceAll('\0', ''));
const names = fc.uniqueArray(fc.stringMatching(/^[a-z "\n]*[a-z]$/), {
  minLength: 1,
  maxLength: 4,
});
const tables = names.chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.array(fc.array(text, { minLength: columns.length, maxLength: columns.length }), {
      minLength: 1,
      maxLength: 6,
    }),
  }),
);

test('a CSV file gives back the rows it was written from', async () => {
  const format = fc.record({
    bom: fc.boolean(),
    record_delimiter: fc.constantFrom('\n', '\r\n', '\r'),
    eof: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      tables,
      format,
      fc.integer({ min: 1, max: 40 }),
      async (table, options, size) => {
        // csv-stringify leaves a CR without quotes where lines end in LF, and an empty line for an empty field.
        const csv = stringify([table.columns, ...table.rows], {
          ...options,
          quoted_match: /[\r\n]/,
          quoted_empty: true,
        });
        const { columns, records, problems } = await read('a.csv', Buffer.from(csv), size);
        expect(problems).toEqual([]);
        expect(columns).toEqual(table.columns);
        expect(records.map(({ fields }) => fields)).toEqual(table.rows);
      },
    ),
  );
});

test('a JSONL file gives back the rows it was written from', async () => {
  await fc.assert(
    fc.asyncProperty(tables, fc.integer({ min: 1, max: 40 }), async (table, size) => {
      const lines = table.rows.map((row) =>
        JSON.stringify(Object.fromEntries(table.columns.map((name, index) => [name, row[index]]))),
      );
      const content = Buffer.from(lines.join('\n'));
      const { columns, records, problems } = await read('a.jsonl', content, size);
      expect(problems).toEqual([]);
      expect(columns).toEqual(table.columns);
      expect(records.map(({ fields }) => fields)).toEqual(table.rows);
    }),
  );
});

const bytes = fc
  .array(
    fc.oneof(
      {
        weight: 12,
        arbitrary: fc.constantFrom('"', ',', '\n', '\r', '\r\n', 'a', 'ä,', '€\n', 'b,c\n'),
      },
      { weight: 1, arbitrary: fc.constantFrom('\uFEFF', '\0', '\u{1F600}', '\x1f') },
      { weight: 1, arbitrary: fc.constantFrom(0xff, 0xe2, 0xf0, 0x80) },
    ),
    { maxLength: 30 },
  )
  .map((parts) =>
    Buffer.concat(
      parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))),
    ),
  );

test('where the chunks of a CSV file end changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 9 }), async (content, size) => {
      const file = Buffer.concat([Buffer.from('x,y\n'), content]);
      expect(await read('a.csv', file, size)).toEqual(await read('a.csv', file, 1000));
    }),
    { numRuns: 500 },
  );
});

test('where the chunks of a JSONL file end changes nothing', async () => {
  const line = fc.constantFrom(
    '{"a":1}',
    '{"a":"€"}',
    '{"b":1}',
    '{"a":1,"a":1}',
    '[',
    'ä',
    '{',
    '\0',
  );
  const lines = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r', '\r\n')), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(lines, bytes, fc.integer({ min: 1, max: 9 }), async (list, rest, size) => {
      const file = Buffer.concat([Buffer.from(list.flat().join('')), rest]);
      expect(await read('a.jsonl', file, size)).toEqual(await read('a.jsonl', file, 1000));
    }),
    { numRuns: 500 },
  );
});
