import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { runCommand, type RunOptions } from '../../src/command/run.ts';
import { desk } from './desk.ts';

function accepting(...world: Parameters<typeof desk>) {
  const own = desk(...world);
  const run = (options: RunOptions = {}) =>
    own.see((host) => runCommand(host, ['task.yaml'], options));
  const accept = (name?: string) => own.see((host) => acceptCommand(host, name));
  return { ...own, run, accept };
}

function cellLine(count: number, select: string) {
  return {
    id: expect.stringMatching(/^[\da-f]{12}$/) as string,
    name: `k=${count}`,
    axes: { 'shots.count': count },
    params: {
      model: 'embedded',
      mode: 'text',
      template: 'template',
      'shots.count': count,
      'shots.select': select,
      'shots.order': 'given',
      'shots.seed': 0,
      'shots.per': 'run',
      temperature: 0,
      max_tokens: 4,
      stop: '\n',
    },
  };
}

test('a run becomes the baseline beside its task, one line a row', async () => {
  const { run, accept, read } = accepting();
  await run({ set: ['grid.shots.count=[0, 1]', 'score=[exact_match, f1]'] });
  expect(await accept()).toEqual({
    exit: 0,
    err: '',
    out: `accepted 20260102-030405-colours: task.baseline.jsonl, 4 rows × 2 cells × 2 metrics
there was no baseline before
keep it in git: gates with max_drop compare with it
`,
  });
  const [header, ...lines] = read('task.baseline.jsonl').trimEnd().split('\n');
  const rows = lines.filter((line) => line.startsWith('{"row"'));
  const f1 = { name: 'f1', kind: 'graded', better: 'higher', range: [0, 1] };
  expect(JSON.parse(header!)).toEqual({
    version: 1,
    task: 'colours',
    run: '20260102-030405-colours',
    date: '2026-01-02T03:04:05.000Z',
    kshot: '0.1.0',
    models: ['embedded'],
    trials: 1,
    data_hash: expect.stringMatching(/^[\da-f]{64}$/),
    metrics: [{ ...f1, name: 'exact_match', kind: 'binary' }, f1],
    cells: [cellLine(0, 'first'), cellLine(1, 'nearest')],
    example: { row: 't1', cells: [0, 1] },
  });
  expect(rows).toEqual([
    '{"row":"t1","scores":{"exact_match":[0,1],"f1":[0.666667,1]}}',
    '{"row":"t2","scores":{"exact_match":[0,1],"f1":[0.666667,1]}}',
    '{"row":"t3","scores":{"exact_match":[0,1],"f1":[0.666667,1]}}',
    '{"row":"t4","scores":{"exact_match":[0,1],"f1":[0.666667,1]}}',
  ]);
});

test('a baseline keeps templates and the prompts of one row, each part once', async () => {
  const { run, accept, read } = accepting();
  await run({ set: ['grid.shots.count=[0, 1]'] });
  await accept();
  const lines = read('task.baseline.jsonl').trimEnd().split('\n');
  const asked = lines.slice(1, -4);
  expect(asked).toMatchInlineSnapshot(`
    [
      "{"template":"template","instruction":"Answer with one of: red, green.","input":"Thing: {{thing}}\\nColour:","output":" {{colour}}","separator":"\\n\\n","stop":"\\n"}",
      "{"part":"2332a92dda09","kind":"instruction","text":"Answer with one of: red, green."}",
      "{"part":"5cff8f8da413","kind":"separator","text":"\\n\\n"}",
      "{"part":"edb1626f2dbb","kind":"query","text":"Thing: a ripe tomato\\nColour:"}",
      "{"part":"6c2254061c45","kind":"shot","text":"Thing: a ripe cherry\\nColour: red"}",
      "{"prompt":["2332a92dda09","5cff8f8da413","edb1626f2dbb"],"shots":[]}",
      "{"prompt":["2332a92dda09","5cff8f8da413","6c2254061c45","5cff8f8da413","edb1626f2dbb"],"shots":["t2"]}",
    ]
  `);
});

test('to accept a run twice changes no byte', async () => {
  const { run, accept, read } = accepting();
  await run();
  await accept();
  const before = read('task.baseline.jsonl');
  const { out } = await accept();
  expect(out.split('\n')[1]).toBe('it was the baseline already');
  expect(read('task.baseline.jsonl')).toBe(before);
});

test('what has changed against the baseline before is told', async () => {
  const { run, accept } = accepting();
  await run({ set: ['shots.count=0'] });
  await accept();
  await run({ set: ['score=[exact_match, f1]'], row: ['t1', 't2', 't4'] });
  expect((await accept()).out).toMatchInlineSnapshot(`
    "accepted 20260102-030405-colours-2: task.baseline.jsonl, 3 rows × 1 cell × 2 metrics
    before it was 20260102-030405-colours
      exact_match in default: 0.000 -> 1.000, 3 better, 0 worse of 3 rows
    only the one before has 1 row: t3
    only the new one has 1 metric: f1
    it asks otherwise than before
      shots.count 0 -> 1
      shots: 1 new (t2)
      the prompt of t1:
        Answer with one of: red, green.

        {+Thing: a ripe cherry+}
        {+Colour: red+}

        Thing: a ripe tomato
        Colour:
    keep it in git: gates with max_drop compare with it
    "
  `);
});

test('no baseline is accepted in CI', async () => {
  const { run, accept, list } = accepting({}, { env: { CI: 'true' } });
  await run();
  expect(await accept()).toEqual({
    exit: 2,
    out: '',
    err: `error[cannot-accept]: a baseline is accepted by people, not in CI
  = help: run kshot accept on your machine
`,
  });
  expect(list('.').filter((name) => name.includes('baseline'))).toEqual([]);
});

test('CI=false is no CI', async () => {
  const { run, accept } = accepting({}, { env: { CI: 'false' } });
  await run();
  expect((await accept()).exit).toBe(0);
});

test('a part of a run and a run without its task are refused', async () => {
  const part = accepting();
  await part.run({ shard: '1/2' });
  const gone = accepting();
  await gone.run();
  rmSync(join(gone.folder, 'task.yaml'));
  const said = [];
  for (const { accept } of [part, gone]) said.push((await accept()).err);
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "error[cannot-accept]: 20260102-030405-colours is a part of a run
      = help: join the parts: kshot merge

    error[cannot-accept]: the task file of 20260102-030405-colours is gone: task.yaml
      = help: the baseline stands beside the task: put it back, or run the new one
    "
  `);
});

/** A run whose outcome says something else. */
async function endedSo(change: Readonly<Record<string, unknown>>, cell: object = {}) {
  const own = accepting();
  await own.run();
  const file = '.kshot/runs/20260102-030405-colours/outcome.json';
  const outcome = JSON.parse(own.read(file)) as { cells: object[] };
  const cells = outcome.cells.map((each) => ({ ...each, ...cell }));
  writeFileSync(join(own.folder, file), JSON.stringify({ ...outcome, cells, ...change }));
  return own;
}

test('a run that was stopped, lacks answers, or in which too many failed or none could be scored, is refused', async () => {
  const unscored = accepting();
  await unscored.run({ set: ['score=[{ exact_match: { extract: { regex: zzz } } }]'] });
  const said = [(await unscored.accept()).err];
  const stopped = await endedSo({ halted: { kind: 'interrupted' } });
  const lacking = await endedSo({}, { answers: 3 });
  const failing = await endedSo({}, { answers: 3, failed: 1 });
  for (const { accept } of [stopped, lacking, failing]) said.push((await accept()).err);
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "error[cannot-accept]: in 20260102-030405-colours nothing could be scored
      = help: kshot show --failures says why

    error[cannot-accept]: 20260102-030405-colours has not ended: it is interrupted
      = help: finish it first: kshot resume 20260102-030405-colours

    error[cannot-accept]: 20260102-030405-colours lacks 1 answer of 4
      = help: finish it first: kshot resume 20260102-030405-colours

    error[cannot-accept]: in 20260102-030405-colours 1 request of 4 failed
      = help: ask them again: kshot resume 20260102-030405-colours --failed
    "
  `);
});

test('a baseline that cannot be read is mended by another', async () => {
  const { run, accept, folder, read } = accepting();
  await run();
  await accept();
  const whole = read('task.baseline.jsonl');
  appendFileSync(join(folder, 'task.baseline.jsonl'), '<<<<<<< HEAD\n');
  expect((await accept()).out.split('\n')[1]).toBe('what was there before could not be read');
  expect(read('task.baseline.jsonl')).toBe(whole);
});
