import { Parser } from 'csv-parse';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scanFields } from '../../src/dataset/csv-fields.ts';

const comma = Buffer.from(',');

test('fields stand where they are written, quotes included', () => {
  const raw = Buffer.from('ä,"b, ""c""",,d\r\n');
  const { spans, fault } = scanFields(raw, comma);
  expect(fault).toBe(undefined);
  expect(spans.map(({ start, end }) => raw.toString('utf8', start, end))).toEqual([
    'ä',
    '"b, ""c"""',
    '',
    'd',
  ]);
});

async function isRefused(text: string): Promise<boolean> {
  const parser = new Parser({ record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true });
  parser.on('error', () => undefined);
  parser.resume();
  return new Promise((resolve) =>
    parser.end(text, (error?: Error | null) => resolve(Boolean(error))),
  );
}

test('a record has a fault where csv-parse is strict and finds one', async () => {
  const record = fc.array(fc.constantFrom('"', '""', ',', 'a', ' ')).map((parts) => parts.join(''));
  await fc.assert(
    fc.asyncProperty(record, async (text) => {
      const { fault } = scanFields(Buffer.from(text), comma);
      expect(fault !== undefined).toBe(await isRefused(text));
    }),
    { numRuns: 1000 },
  );
});
