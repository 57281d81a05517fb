import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readRows } from '../../src/dataset/rows.ts';
import { surveyDataset } from '../../src/dataset/survey.ts';
import { dataFolder, rowsOf } from './data-folder.ts';

const data = dataFolder();
const content = '\uFEFFid,split,label\n1,train,x\n2,test,y\n3,test,x\n';
const table = data.write('table.csv', content);

test('a survey tells the columns, the rows and the hash of the bytes', async () => {
  expect(await surveyDataset({ ...table, where: { split: ['test'] }, limit: 1 })).toEqual({
    columns: ['id', 'split', 'label'],
    rows: 1,
    total: 3,
    hash: createHash('sha256').update(content).digest('hex'),
  });
});

test('a survey survives JSON', async () => {
  const source = { ...table, sample: 2, seed: 4 };
  const survey = await surveyDataset(source);
  const revived = JSON.parse(JSON.stringify(survey)) as typeof survey;
  expect(revived).toEqual(survey);
  const rows: string[] = [];
  for await (const { key } of readRows(source, revived)) rows.push(key);
  expect(rows).toEqual((await rowsOf(source)).map(({ key }) => key));
});

test('rows can be read without a survey', async () => {
  const rows: string[] = [];
  for await (const { key } of readRows(table)) rows.push(key);
  expect(rows).toEqual(['1', '2', '3']);
});

test('columns that the source names must exist', async () => {
  const source = { ...table, where: { splt: ['test'] }, id: 'key', cluster: 'labels' };
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[unknown-column]: \`where\` names the column "splt", which data/table.csv does not have
      = help: did you mean "split"?

    error[unknown-column]: \`id\` names the column "key", which data/table.csv does not have
      = help: it has id, split, label

    error[unknown-column]: \`cluster\` names the column "labels", which data/table.csv does not have
      = help: did you mean "label"?"
  `);
});

test('a column that does not exist is shown where the task names it', async () => {
  const at = (key: string, column: string) => {
    const text = `  ${key}: { ${column}: test }`;
    return { file: 'evals/a.yaml', line: 5, column: key.length + 7, length: column.length, text };
  };
  const source = { ...table, where: { splt: ['test'] } };
  expect(await data.problems(source, { at })).toMatchInlineSnapshot(`
    "error[unknown-column]: \`where\` names the column "splt", which data/table.csv does not have
      --> evals/a.yaml:5:12
      |
    5 |   where: { splt: test }
      |            ^^^^
      = help: did you mean "split"?"
  `);
});

test('a where that matches nothing says what the column holds', async () => {
  const source = { ...table, where: { split: ['tset', 'dev'] } };
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[empty-dataset]: no row of data/table.csv has "tset" or "dev" in the column "split"
      = help: the column holds "train", "test"; did you mean "test"?"
  `);
});

test('at most five values of the column are shown', async () => {
  const rows = Array.from({ length: 9 }, (_, index) => `v${index}`);
  const source = data.write('values.csv', ['a', ...rows].join('\n'), { where: { a: ['other'] } });
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[empty-dataset]: no row of data/values.csv has "other" in the column "a"
      = help: the column holds "v0", "v1", "v2", "v3", "v4" and more"
  `);
});

test('a where over lists says that they are no text', async () => {
  const source = data.write('lists.jsonl', '{"a": ["x"]}\n', { where: { a: ['x'] } });
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[empty-dataset]: no row of data/lists.jsonl has "x" in the column "a"
      = help: the column holds no text"
  `);
});

test('conditions that no row meets together are all named', async () => {
  const source = { ...table, where: { split: ['train'], label: ['y', 'z'] } };
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[empty-dataset]: no row of data/table.csv meets all of \`where\`: split = "train", label = "y" or "z"
      = help: each condition alone is met by some row"
  `);
});

test('a limit of 0 selects nothing', async () => {
  expect(await data.problems({ ...table, limit: 0 })).toMatchInlineSnapshot(`
    "error[empty-dataset]: no row of data/table.csv is selected
      = help: \`sample\` and \`limit\` must be at least 1"
  `);
});

const nulls = data.write(
  'nulls.jsonl',
  ['"a"', 'null', '["b", [null]]', '{"c": "d"}', '{"c": null}']
    .map((text, id) => `{"id": ${id}, "text": ${text}, "note": null}`)
    .join('\n'),
);

test('a null is refused where it is used, at any depth', async () => {
  expect(await data.problems(nulls, { used: ['text', 'missing'] })).toMatchInlineSnapshot(`
    "error[null-value]: "text" is null, and it is used
      --> data/nulls.jsonl:2:11
      |
    2 | {"id": 1, "text": null, "note": null}
      |           ^^^^^^
      = help: write a value (perhaps ""), or leave such rows out with \`where\`

    error[null-value]: "text" holds a null, and it is used
      --> data/nulls.jsonl:3:11
      |
    3 | {"id": 2, "text": ["b", [null]], "note": null}
      |           ^^^^^^
      = help: write a value (perhaps ""), or leave such rows out with \`where\`

    error[null-value]: "text" holds a null, and it is used
      --> data/nulls.jsonl:5:11
      |
    5 | {"id": 4, "text": {"c": null}, "note": null}
      |           ^^^^^^
      = help: write a value (perhaps ""), or leave such rows out with \`where\`"
  `);
});

test('a null in a row that is not selected does no harm', async () => {
  const source = { ...nulls, where: { id: ['0', '3'] } };
  expect((await surveyDataset(source, { used: ['text'] })).rows).toBe(2);
  expect((await surveyDataset({ ...nulls, limit: 1 }, { used: ['text'] })).rows).toBe(1);
});

test('of a sample only the drawn rows must be free of nulls', async () => {
  const results = await Promise.all(
    Array.from({ length: 20 }, async (_, seed) => {
      const source = { ...nulls, sample: 1, seed };
      const [drawn] = await rowsOf(source);
      const failed = await surveyDataset(source, { used: ['text'] }).then(
        () => false,
        () => true,
      );
      return [['1', '2', '4'].includes(drawn?.key ?? ''), failed];
    }),
  );
  expect(new Set(results.map(([expected]) => expected))).toEqual(new Set([true, false]));
  for (const [expected, failed] of results) expect(failed).toBe(expected);
});

test('a cluster must be a text', async () => {
  const lines = ['{"a": "x"}', '{"a": null}', '{"a": ["y"]}'];
  const source = data.write('clusters.jsonl', lines.join('\n'), { cluster: 'a' });
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[null-value]: "a" is null, and it is used
      --> data/clusters.jsonl:2:2
      |
    2 | {"a": null}
      |  ^^^
      = help: write a value (perhaps ""), or leave such rows out with \`where\`

    error[wrong-type]: the cluster in column "a" is not a text or a number
      --> data/clusters.jsonl:3:2
      |
    3 | {"a": ["y"]}
      |  ^^^
      = help: name another column with \`cluster\`"
  `);
});

test('rows carry their cluster', async () => {
  const rows = await rowsOf({ ...table, cluster: 'split' });
  expect(rows.map(({ cluster }) => cluster)).toEqual(['train', 'test', 'test']);
});

test('a file that changes between the passes is noticed', async () => {
  const source = data.write('changing.csv', 'text\na\n');
  const survey = await surveyDataset(source);
  appendFileSync(source.path, 'b\n');
  const read = async () => {
    for await (const row of readRows(source, survey)) expect(row.values['text']).toBe('a');
  };
  await expect(read().catch((error: Error) => Promise.reject(data.shown(error.message)))).rejects
    .toMatchInlineSnapshot(`
    "error[file-changed]: data/changing.csv was written to while it was read
      = help: start again when the file is at rest"
  `);
});
