import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import * as kshot from '../src/index.ts';
import {
  expandGrid,
  formatProblem,
  generate,
  loadTask,
  neutralSampling,
  parseOverride,
  prepare,
  readJournal,
  run,
  terminalReport,
  UserError,
  type CellOutcome,
  type JournalLine,
  type World,
} from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kshot-public-'));
afterAll(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'animals.csv'),
  `animal,kind
grey wolf,mammal
brown bear,mammal
barn owl,bird
snowy owl,bird
white wolf,mammal
`,
);

writeFileSync(
  join(folder, 'animals.yaml'),
  `name: animals
template:
  input: "Animal: {{animal}}\\nKind:"
  output: " {{kind}}"
  separator: "\\n\\n"
  stop: "\\n"
dataset: animals.csv
shots: { select: nearest }
params: { max_tokens: 4, temperature: 0 }
grid: { shots.count: [0, 2] }
score: [exact_match]
gate:
  exact_match: { min: 0.5, cells: { shots.count: 2 } }
`,
);

/** A clock of its own, on which every look takes a millisecond. */
function makeWorld(): World {
  let looks = 0;
  return {
    home: join(folder, '.kshot'),
    env: {},
    redact: (text) => text,
    sleep: () => Promise.resolve(),
    now: () => new Date('2026-01-02T03:04:05Z'),
    clock: () => (looks += 1),
    signal: new AbortController().signal,
    concurrency: 1,
  };
}

function showCell({ name, metrics }: CellOutcome): string {
  const metric = metrics['exact_match'];
  if (!metric || !('mean' in metric)) return `${name}: nothing scored`;
  const [mean, low, high] = [metric.mean, metric.low, metric.high].map((value) => value.toFixed(3));
  return `${name}: ${mean} [${low}, ${high}] over ${metric.n} rows, ${metric.method}`;
}

test('a task is prepared and run on the embedded model', async () => {
  const prepared = await prepare('animals.yaml', { cwd: folder });
  const outcome = await run(prepared, makeWorld());
  expect(outcome.run).toBe('20260102-030405-animals');
  expect(outcome.exit).toBe(0);
  expect(outcome.cells.map(showCell)).toMatchInlineSnapshot(`
    [
      "k=0: 0.000 [0.000, 0.434] over 5 rows, wilson",
      "k=2: 0.800 [0.376, 0.964] over 5 rows, wilson",
    ]
  `);
  expect(terminalReport(outcome).split('\n', 1)).toEqual([
    'animals · 2 cells × 5 rows = 10 requests · embedded · 51ms',
  ]);

  const journal: JournalLine[] = [];
  for await (const line of readJournal(join(folder, '.kshot/runs', outcome.run, 'journal.jsonl')))
    journal.push(line);
  const answers = journal.filter((line) => line.kind === 'answer');
  expect(answers).toHaveLength(10);
  expect(answers.filter(({ status }) => status === 'done')).toHaveLength(10);
});

test('a task gives the cells of its grid', async () => {
  const { task } = await loadTask('animals.yaml', [], folder);
  expect(expandGrid(task).cells.map(({ name }) => name)).toEqual(['k=0', 'k=2']);
});

test('what the user can mend is a UserError with its problems', async () => {
  const set = [parseOverride('trials=many')];
  const error: unknown = await loadTask('animals.yaml', set, folder).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  const { problems } = error as UserError;
  expect(problems.map(({ severity, code }) => [severity, code])).toEqual([['error', 'wrong-type']]);
  expect(problems.map(formatProblem).join('\n\n')).toBe((error as UserError).message);
});

test('the embedded model completes a prompt', () => {
  const sampling = { ...neutralSampling, temperature: 0, max_tokens: 4, stop: ['\n'] };
  const { text, finish } = generate('one: eins\ntwo: zwei\none:', sampling);
  expect({ text, finish }).toMatchInlineSnapshot(`
    {
      "finish": "stop",
      "text": " eins",
    }
  `);
});

test('these are the values of the API', async () => {
  const names = Object.keys(kshot).toSorted().join('\n');
  await expect(`${names}\n`).toMatchFileSnapshot('public-values.txt');
});
