import { expect, test } from 'vitest';
import { runCommand } from '../../src/command/run.ts';
import { desk } from './desk.ts';

test('a run prints its table and where it is saved', async () => {
  const { see } = desk();
  expect(await see((host) => runCommand(host, ['task.yaml'], {}))).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "colours · 1 cell × 4 rows = 4 requests · embedded · 0.0ms

    ┌──────────────────┬──────────────────────┬───┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │          exact_match │ n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default          │ 1.000 [0.510, 1.000] │ 4 │      0 │         0 │ 0.0ms │       112 │   8 │
    │ (majority label) │ 0.500 [0.150, 0.850] │   │        │           │       │           │     │
    │ (nearest copy)   │ 1.000 [0.510, 1.000] │   │        │           │       │           │     │
    └──────────────────┴──────────────────────┴───┴────────┴───────────┴───────┴───────────┴─────┘

    warning: 4 rows only: the intervals are wide, and small differences mean nothing

    saved as 20260102-030405-colours · kshot show prints it again, --failures lists wrong answers
    ",
    }
  `);
});

test('a gate that does not hold ends with 1 and says what was measured', async () => {
  const { see } = desk();
  const set = ['gate.exact_match.max=0.5'];
  const { exit, out } = await see((host) => runCommand(host, ['task.yaml'], { set }));
  expect({ exit, gate: out.split('\n').find((line) => line.startsWith('✗')) }).toEqual({
    exit: 1,
    gate: '✗ exact_match <= 0.5: 1.000 in default',
  });
});

test('a run in which nothing could be scored never passes', async () => {
  const { see } = desk();
  const set = ['score=[{ exact_match: { extract: { regex: zzz } } }]'];
  expect(await see((host) => runCommand(host, ['task.yaml'], { set }))).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 3,
      "out": "colours · 1 cell × 4 rows = 4 requests · embedded · 0.0ms

    ┌──────────────────┬─────────────┬───┬────────┬──────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │ exact_match │ n │ failed │ unscored │ truncated │   p50 │ tokens in │ out │
    │ default          │           – │ 0 │      0 │        4 │         0 │ 0.0ms │       112 │   8 │
    │ (majority label) │           – │   │        │          │           │       │           │     │
    │ (nearest copy)   │           – │   │        │          │           │       │           │     │
    └──────────────────┴─────────────┴───┴────────┴──────────┴───────────┴───────┴───────────┴─────┘

    incomplete: nothing could be scored (exit code 3)
    saved as 20260102-030405-colours · kshot show prints it again, --failures says why answers failed
    ",
    }
  `);
});

test('an interrupted run prints what there is and ends with 130', async () => {
  const { see, interrupt } = desk();
  interrupt();
  const { exit } = await see((host) => runCommand(host, ['task.yaml'], {}));
  expect(exit).toBe(130);
});

test('--json prints one document and nothing else', async () => {
  const { see, read, list } = desk();
  const { exit, out, err } = await see((host) => runCommand(host, ['task.yaml'], { json: true }));
  const [run] = list('.kshot/runs');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  expect(JSON.parse(out)).toEqual(JSON.parse(read(`.kshot/runs/${run}/outcome.json`)));
  await expect(out).toMatchFileSnapshot('outcome.json.txt');
});

test('several tasks give one document of runs', async () => {
  const { see } = desk();
  const { out } = await see((host) => runCommand(host, ['task.yaml', 'task.yaml'], { json: true }));
  const { version, runs } = JSON.parse(out) as { version: number; runs: { run: string }[] };
  expect({ version, runs: runs.map(({ run }) => run) }).toEqual({
    version: 1,
    runs: ['20260102-030405-colours', '20260102-030405-colours-2'],
  });
});

test('a mistake in the second task stops the first from being run', async () => {
  const { see, folder } = desk({ 'wrong.yaml': 'name: wrong\n' });
  const { exit } = await see((host) => runCommand(host, ['task.yaml', 'wrong.yaml'], {}));
  const { existsSync } = await import('node:fs');
  expect({ exit, ran: existsSync(`${folder}/.kshot`) }).toEqual({ exit: 2, ran: false });
});

test('--out writes every answer with its scores', async () => {
  const { see, read } = desk();
  await see((host) => runCommand(host, ['task.yaml'], { out: 'results.csv' }));
  expect(read('results.csv')).toMatchInlineSnapshot(`
    "row,cell,trial,status,answer,expected,finish,tokens_in,tokens_out,latency_ms,exact_match,why
    t1,default,0,done, red,red,stop,28,2,0,1,
    t2,default,0,done, red,red,stop,28,2,0,1,
    t3,default,0,done, green,green,stop,28,2,0,1,
    t4,default,0,done, green,green,stop,28,2,0,1,
    "
  `);
});

test('--row and --cell narrow a run', async () => {
  const { see } = desk();
  const set = ['grid.shots.count=[0, 1]'];
  const narrow = { set, row: ['t3'], cell: 'k=1', json: true };
  const { out } = await see((host) => runCommand(host, ['task.yaml'], narrow));
  const { rows, cells } = JSON.parse(out) as { rows: number; cells: { name: string; n: number }[] };
  expect({ rows, cells: cells.map(({ name, n }) => [name, n]) }).toEqual({
    rows: 1,
    cells: [['k=1', 1]],
  });
});

const wrong = [
  { row: ['t9'] },
  { cell: 'k=7' },
  { pivot: 'shots.count,temperature' },
  { pivot: 'shots.count' },
  { metric: 'rogue' },
  { concurrency: 'many' },
  { limit: 'all' },
  { maxCost: '5' },
  { maxCost: 'little' },
  { concurrency: '1000000000' },
  { out: 'nowhere/results.csv' },
  { out: '.' },
];

test('what an option names must be there, and is looked for before anything is run', async () => {
  const { see } = desk();
  const set = ['grid.shots.count=[0, 1]'];
  const messages: string[] = [];
  for (const options of wrong) {
    const { exit, err } = await see((host) => runCommand(host, ['task.yaml'], { set, ...options }));
    messages.push(`${exit} ${err}`);
  }
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "2 error[unknown-row]: no row has the key "t9"
      = help: there are t1, t2, t3, t4

    2 error[unknown-cell]: no cell is named "k=7"
      = help: did you mean "k=0"?

    2 error[bad-option]: the grid has no axis "temperature"
      = help: it has shots.count

    2 error[bad-option]: --pivot takes two axes, not "shots.count"
      = help: for instance --pivot temperature,shots.count

    2 error[unknown-metric]: no metric is named "rogue"
      = help: there are exact_match

    2 error[bad-option]: --concurrency takes a whole number from 1 to 1000, not "many"

    2 error[wrong-type]: dataset.limit is the text "all", but must be a number
      --> --set:1:15
      |
    1 | dataset.limit=all
      |               ^^^

    2 error[bad-option]: --max-cost: embedded has no price
      = help: add price: { input: …, output: … } to the provider, for a million tokens

    2 error[bad-option]: --max-cost takes an amount above 0, not "little"

    2 error[bad-option]: --concurrency takes a whole number from 1 to 1000, not "1000000000"

    2 error[bad-option]: cannot write nowhere/results.csv: there is no such folder

    2 error[bad-option]: cannot write .: it is a folder
    "
  `);
});

test('the same task gives the same answers at any concurrency', async () => {
  const answers = [];
  for (const concurrency of ['1', '7']) {
    const { see } = desk();
    const set = ['grid.shots.count=[0, 1, 2]', 'params.temperature=1.5', 'trials=3'];
    const { out } = await see((host) =>
      runCommand(host, ['task.yaml'], { set, concurrency, json: true }),
    );
    const { cells } = JSON.parse(out) as { cells: unknown };
    answers.push(cells);
  }
  expect(answers[0]).toEqual(answers[1]);
});
