import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvCutter, type CsvCut } from '../../src/dataset/csv-cutter.ts';

interface Cutting {
  readonly records: readonly (readonly string[])[];
  readonly failed: boolean;
}

async function cut(text: string, delimiter: string, size: number): Promise<Cutting> {
  const cutter = csvCutter(delimiter);
  const cuts: CsvCut[] = [];
  let failed = false;
  const characters = Array.from(text);
  for (let at = 0; at < characters.length && !failed; at += size) {
    const chunk = Buffer.from(characters.slice(at, at + size).join(''));
    const pushed = await cutter.push(chunk);
    cuts.push(...pushed.cuts);
    failed = pushed.failed;
  }
  const last = failed ? { cuts: [], failed } : await cutter.end();
  return { records: [...cuts, ...last.cuts].map(({ fields }) => fields), failed: last.failed };
}

/** All of it by csv-parse. */
function cutByPackage(text: string, delimiter: string): Cutting {
  const records: string[][] = [];
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record: (record: string[]) => void records.push(record),
    });
    return { records, failed: false };
  } catch {
    return { records, failed: true };
  }
}

const part = fc.constantFrom(
  '"',
  '"a"',
  '""',
  ',',
  '\n',
  '\r',
  '\r\n',
  'a',
  ' ',
  'ä',
  '|',
  '"b\n"',
);
const texts = fc.array(part, { maxLength: 24 }).map((parts) => parts.join(''));

test('records are cut as csv-parse cuts them, whatever the chunks and however odd the quotes', async () => {
  await fc.assert(
    fc.asyncProperty(
      texts,
      fc.constantFrom(',', '|', 'ä', '"'),
      fc.integer({ min: 1, max: 30 }),
      async (text, delimiter, size) => {
        fc.pre(delimiter !== '"' || !text.includes('"'));
        expect(await cut(text, delimiter, size)).toEqual(cutByPackage(text, delimiter));
      },
    ),
    { numRuns: 3000 },
  );
});

test('a record that is longer than is read at once is cut like any other', async () => {
  const long = 'x'.repeat(2 ** 18);
  const text = `a,b\n"${long}\n""${long}""",2\n3,4\n`;
  expect(await cut(text, ',', 2 ** 16)).toEqual({
    records: [
      ['a', 'b'],
      [`${long}\n"${long}"`, '2'],
      ['3', '4'],
    ],
    failed: false,
  });
});
