import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeRows, type PlacedRows } from '../../src/dataset/row-places.ts';
import type { Row } from '../../src/dataset/row.ts';
import { readRows } from '../../src/dataset/rows.ts';
import { surveyDataset } from '../../src/dataset/survey.ts';
import type { DataSource } from '../../src/task/data-source.ts';
import { dataFolder } from './data-folder.ts';

const folder = dataFolder();

async function placed(source: DataSource, only?: readonly string[]) {
  const survey = await surveyDataset(source);
  const parts: PlacedRows = { source, survey, ...(only ? { only: new Set(only) } : {}) };
  const rows: Row[] = [];
  for await (const row of readRows(source, survey)) rows.push(row);
  return { rows, places: await placeRows(parts, (key) => key.charCodeAt(0)) };
}

const files: Readonly<Record<string, string>> = {
  'plain.csv': 'id,text\nb,one\na,two\nc,three',
  'odd.csv': '\uFEFFid,"te ""xt"""\r\n\r\nb,"one, or\r\nmore"\r\na,\r\n\r\nc,"\u{1F600}"\r\n',
  'keys.csv': 'text\nsame\nother\nsame\nsame\n',
  'list.jsonl':
    '\uFEFF{"id": 2, "text": "two"}\n\n{"id": 1, "text": ["a"]}\r\n{"id": 3, "text": null}',
};

for (const [name, text] of Object.entries(files))
  test(`rows of ${name} are read in any order as they stand in the file`, async () => {
    const { rows, places } = await placed(folder.write(name, text));
    const backwards = Uint32Array.from(rows.keys()).reverse();
    expect(await places.read(backwards)).toEqual(rows.toReversed());
    expect(await places.read(Uint32Array.of(1))).toEqual([rows[1]]);
    await places.close();
  });

test('the order is that of the ranks', async () => {
  const { places } = await placed(folder.write('ranks.csv', files['plain.csv']!));
  expect([...places.order]).toEqual([1, 0, 2]);
  await places.close();
});

test('only the rows that are wanted are placed, by their place among these', async () => {
  const { places } = await placed(folder.write('only.csv', files['plain.csv']!), ['a', 'c']);
  const rows = await places.read(places.order);
  expect(rows.map(({ key, index }) => `${key} ${index}`)).toEqual(['a 0', 'c 1']);
  await places.close();
});

test('a file that is written to meanwhile is told', async () => {
  const source = folder.write('changed.csv', files['plain.csv']!);
  const { places } = await placed(source);
  appendFileSync(source.path, 'd,four\n');
  await expect(places.read(Uint32Array.of(0))).rejects.toThrow('was written to while it was read');
  await places.close();
});

const field = fc.string({
  unit: fc.constantFrom('a', 'ä', ' ', ',', '"', '\n', '\r'),
  maxLength: 6,
});

test('whatever the fields hold, rows are read back as they are', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 12 }),
      async (records) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = records.map((pair, index) => `${pair.map(quoted).join(',')},${index}`);
        const { rows, places } = await placed(
          folder.write('any.csv', `x,y,z\n${lines.join('\n')}`),
        );
        expect(await places.read(Uint32Array.from(rows.keys()))).toEqual(rows);
        await places.close();
      },
    ),
    { numRuns: 50 },
  );
});
