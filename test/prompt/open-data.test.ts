import { expect, test } from 'vitest';
import type { DataFile } from '../../src/prompt/open-data.ts';
import { dataRows, narrowRows, readPool } from '../../src/prompt/open-data.ts';
import { locateKey } from '../../src/task/yaml-file.ts';
import { taskFolder, type TaskFolder } from './task-folder.ts';

const header = `name: t
template: { input: "{{q}}", output: " {{a}}" }
score: [exact_match]
`;
const csv = 'id,q,a,kind\nr1,one,1,x\nr2,two,2,y\nr3,three,3,x\n';

function folderOf(task: string, files: Record<string, string> = { 'rows.csv': csv }): TaskFolder {
  return taskFolder({ 'task.yaml': `${header}${task}\n`, ...files });
}

async function keysOf(file: DataFile | undefined): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key, index } of dataRows(file!)) keys.push(`${index} ${key}`);
  return keys;
}

test('the default pool is the data set after where, before limit and sample', async () => {
  const limited = folderOf('dataset: { path: rows.csv, limit: 1, where: { kind: x } }\nshots: 1');
  const [rows, pool] = await limited.open();
  expect([await keysOf(rows), await keysOf(pool)]).toEqual([['0 r1'], ['0 r1', '1 r3']]);
  const sampled = folderOf('dataset: { path: rows.csv, sample: 1, seed: 4 }\nshots: 1');
  expect((await sampled.open()).map(({ count }) => count)).toEqual([1, 3]);
});

test('shots.from is a pool of its own, with its own limit', async () => {
  const folder = folderOf(
    'dataset: rows.csv\nshots: { from: { path: pool.csv, limit: 1 }, count: 1 }',
    {
      'rows.csv': csv,
      'pool.csv': 'q,a\nsix,6\nten,10\n',
    },
  );
  expect((await folder.open()).map(({ count }) => count)).toEqual([3, 1]);
});

test('no pool is opened where nothing has a use for it', async () => {
  const folder = folderOf('dataset: rows.csv\nshots: { from: missing.csv, count: 1 }');
  expect(await folder.open({ shots: 0, output: false })).toHaveLength(1);
  expect(await folder.complaint(folder.open())).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file here/missing.csv
      --> task.yaml:5:16
      |
    5 | shots: { from: missing.csv, count: 1 }
      |                ^^^^^^^^^^^
      = help: here holds rows.csv"
  `);
});

test('the output is needed in the pool, in the data set only for the right answer', async () => {
  const files = { 'rows.csv': 'q\none\n', 'pool.csv': 'q,a\nsix,6\n' };
  const folder = folderOf('dataset: rows.csv\nshots: { from: pool.csv, count: 1 }', files);
  expect(await folder.open({ output: false })).toHaveLength(2);
  expect(await folder.complaint(folder.open())).toMatchInlineSnapshot(`
    "error[unknown-column]: rows.csv has no column "a"
      --> task.yaml:2:41
      |
    2 | template: { input: "{{q}}", output: " {{a}}" }
      |                                         ^
      = help: it has q"
  `);
});

test('the input is needed in both files, and all that is missing is told at once', async () => {
  const files = { 'rows.csv': 'question,a\none,1\n', 'pool.csv': 'question,answer\nsix,6\n' };
  const folder = folderOf('dataset: rows.csv\nshots: { from: pool.csv, count: 1 }', files);
  expect(await folder.complaint(folder.open())).toMatchInlineSnapshot(`
    "error[unknown-column]: rows.csv has no column "q"
      --> task.yaml:2:23
      |
    2 | template: { input: "{{q}}", output: " {{a}}" }
      |                       ^
      = help: it has question, a

    error[unknown-column]: pool.csv has no column "q"
      --> task.yaml:2:23
      |
    2 | template: { input: "{{q}}", output: " {{a}}" }
      |                       ^
      = help: it has question, answer

    error[unknown-column]: pool.csv has no column "a"
      --> task.yaml:2:41
      |
    2 | template: { input: "{{q}}", output: " {{a}}" }
      |                                         ^
      = help: it has question, answer"
  `);
});

test('the column that balances shots must be in the pool', async () => {
  const folder = folderOf('dataset: rows.csv\nshots: { count: 1, select: balanced, label: knd }');
  expect(await folder.complaint(folder.open())).toMatchInlineSnapshot(`
    "error[unknown-column]: rows.csv has no column "knd"
      --> task.yaml:5:45
      |
    5 | shots: { count: 1, select: balanced, label: knd }
      |                                             ^^^
      = help: did you mean "kind"?"
  `);
  const sound = folderOf('dataset: rows.csv\nshots: { count: 1, select: balanced, label: kind }');
  expect(await sound.open()).toHaveLength(2);
});

test('only the rows that are asked for, counted from 0', async () => {
  const [rows] = await folderOf('dataset: rows.csv\nshots: 1').open();
  const narrowed = await narrowRows(rows!, ['r3', 'r2']);
  expect([narrowed.count, await keysOf(narrowed)]).toEqual([2, ['0 r2', '1 r3']]);
  expect(await narrowRows(rows!, [])).toBe(rows);
});

test('a row that is not there is told what there is', async () => {
  const folder = folderOf('dataset: rows.csv\nshots: 1');
  const [rows] = await folder.open();
  expect(await folder.complaint(narrowRows(rows!, ['r2', 'r9', 'r8']))).toMatchInlineSnapshot(`
    "error[unknown-row]: no row has the key "r9"
      = help: there are r1, r2, r3

    error[unknown-row]: no row has the key "r8"
      = help: there are r1, r2, r3"
  `);
});

test('a pool is read whole, unless it is too large to keep', async () => {
  const folder = folderOf('dataset: rows.csv\nshots: 1');
  const { file } = await folder.load();
  const at = locateKey(file, ['shots']);
  const [, pool] = await folder.open();
  expect((await readPool(pool!, 1, at)).map(({ key }) => key)).toEqual(['r1', 'r2', 'r3']);
  const large = { ...pool!, survey: { ...pool!.survey, rows: 100_001 } };
  expect(await folder.complaint(readPool(large, 1, at))).toMatchInlineSnapshot(`
    "error[pool-too-large]: the pool has 100001 rows; at most 100000 are kept in memory
      --> task.yaml:5:1
      |
    5 | shots: 1
      | ^^^^^
      = help: add shots.from with a limit or a sample"
  `);
  expect(await readPool(large, 0, at)).toEqual([]);
});
