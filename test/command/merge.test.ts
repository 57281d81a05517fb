import { appendFileSync, cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeCommand } from '../../src/command/merge.ts';
import { resumeCommand } from '../../src/command/resume.ts';
import { runCommand, type RunOptions } from '../../src/command/run.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { desk } from './desk.ts';

const id = '20260102-030405-colours';

/** The small task of the desk, cut into parts. */
function parted(options: RunOptions = {}) {
  const own = desk();
  const run = (shard?: string) =>
    own.see((host) =>
      runCommand(host, ['task.yaml'], shard === undefined ? options : { ...options, shard }),
    );
  const merge = (...folders: readonly string[]) =>
    own.see((host) => mergeCommand(host, folders, {}));
  const outcome = (run: string) =>
    JSON.parse(own.read(`.kshot/runs/${run}/outcome.json`)) as Outcome;
  return { ...own, run, merge, outcome };
}

const grid = ['grid.shots.count=[0,1]', 'trials=2'];

test('a part of a run shows what it asked, and judges no gates', async () => {
  const { run, outcome } = parted({ set: [...grid, 'gate.exact_match={ min: 1, cells: every }'] });
  expect(await run('1/2')).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 0,
      "out": "colours · part 1 of 2: 6 of 2 cells × 4 rows × 2 trials = 16 requests · embedded · 0.0ms

    ┌──────────────────┬──────────────────────┬───┬────────┬───────────┬───────┬───────────┬─────┐
    │ k                │          exact_match │ n │ failed │ truncated │   p50 │ tokens in │ out │
    │ 1                │ 1.000 [1.000, 1.000] │ 2 │      0 │         0 │ 0.0ms │       112 │   8 │
    │ 0                │ 0.000 [0.000, 1.000] │ 1 │      0 │         2 │ 0.0ms │        38 │   8 │
    │ (majority label) │ 0.500 [0.150, 0.850] │   │        │           │       │           │     │
    │ (nearest copy)   │ 1.000 [0.510, 1.000] │   │        │           │       │           │     │
    └──────────────────┴──────────────────────┴───┴────────┴───────────┴───────┴───────────┴─────┘

    warning: more than 10 % of the answers in k=0 were cut by max_tokens: raise it, or add a stop string
    warning: exact_match: all rows score alike in 1 cell, so the interval says nothing

    kshot merge joins all parts and judges the gates
    saved as 20260102-030405-colours · kshot show prints it again, --failures lists wrong answers
    ",
    }
  `);
  expect([outcome(id).gates, outcome(id).shard]).toEqual([[], { index: 1, of: 2 }]);
});

test('two parts make the run that was not cut', async () => {
  const set = [...grid, 'gate.exact_match={ min: 0.9, cells: every }'];
  const whole = parted({ set });
  const expected = await whole.run();
  const { run, merge, outcome, list } = parted({ set });
  expect([(await run('1/2')).exit, (await run('2/2')).exit]).toEqual([0, 0]);
  const merged = await merge('.kshot/runs/20260102-030405-colours', `.kshot/runs/${id}-2`);
  expect(list('.kshot/runs')).toEqual([id, `${id}-2`, `${id}-3`]);
  expect(merged).toEqual({ ...expected, out: expected.out.replace(id, `${id}-3`) });
  expect(merged.exit).toBe(1);
  expect(outcome(`${id}-3`)).toEqual({ ...whole.outcome(id), run: `${id}-3` });
});

test('parts are found in a folder of runs, and wherever an artifact was unpacked', async () => {
  const { run, merge, folder } = parted({ set: grid });
  await run('1/2');
  await run('2/2');
  for (const [name, part] of [
    ['a', id],
    ['b', `${id}-2`],
  ] as const)
    cpSync(join(folder, '.kshot/runs', part), join(folder, name, '.kshot/runs', part), {
      recursive: true,
    });
  rmSync(join(folder, '.kshot'), { recursive: true });
  const { exit, err } = await merge('a', 'b/.kshot');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  cpSync(join(folder, 'b/.kshot/runs'), join(folder, 'a/.kshot/runs'), { recursive: true });
  expect((await merge('a/.kshot/runs')).exit).toBe(0);
});

/** A clock on which every look takes so many milliseconds. */
function clockOf(step: number) {
  let time = 0;
  return () => (time += step);
}

test('a merged run took as long as its parts together, and what it is gone on with longer', async () => {
  const { see, outcome } = parted();
  const secondsOf = (run: string) => Math.round(1000 * outcome(run).seconds);
  for (const [shard, step] of [
    ['1/2', 1],
    ['2/2', 1000],
  ] as const)
    await see((host) =>
      runCommand({ ...host, clock: clockOf(step) }, ['task.yaml'], { set: grid, shard }),
    );
  const [first, second] = [secondsOf(id), secondsOf(`${id}-2`)];
  expect([first > 0, second > first]).toEqual([true, true]);
  await see((host) => mergeCommand(host, ['.kshot'], {}));
  expect(secondsOf(`${id}-3`)).toBe(first + second);
  // Nothing is asked any more: from begin to end there is one step.
  await see((host) => resumeCommand({ ...host, clock: clockOf(7) }, `${id}-3`, {}));
  expect(secondsOf(`${id}-3`)).toBe(first + second + 7);
});

test('a merged run can be shown and gone on with like any other', async () => {
  const { run, merge, see } = parted({ set: grid });
  await run('1/2');
  await run('2/2');
  const merged = await merge('.kshot');
  const resumed = await see((host) => resumeCommand(host, `${id}-3`, {}));
  expect(resumed).toEqual(merged);
});

test('a part that was killed is finished as that part', async () => {
  const whole = parted({ set: grid });
  await whole.run();
  const { run, merge, see, folder, read, outcome } = parted({ set: grid });
  await run('1/2');
  await run('2/2');
  const part = outcome(id);
  const journal = join(folder, '.kshot/runs', id, 'journal.jsonl');
  const lines = read(`.kshot/runs/${id}/journal.jsonl`).split('\n');
  rmSync(journal);
  appendFileSync(journal, lines.slice(0, 3).join('\n'));
  rmSync(join(folder, '.kshot/runs', id, 'outcome.json'));
  expect(await merge('.kshot')).toMatchInlineSnapshot(`
    {
      "err": "error[cannot-merge]: 20260102-030405-colours, part 1 of 2, has not ended
      = help: finish it first: kshot resume 20260102-030405-colours
    ",
      "exit": 2,
      "out": "",
    }
  `);
  expect((await see((host) => resumeCommand(host, id, {}))).exit).toBe(0);
  expect(outcome(id)).toEqual(part);
  expect(part.shard).toEqual({ index: 1, of: 2 });
  await merge('.kshot');
  expect(outcome(`${id}-3`)).toEqual({ ...whole.outcome(id), run: `${id}-3` });
});

test('half a line at the end of a part costs nothing of the next', async () => {
  const { run, merge, folder, outcome } = parted({ set: grid });
  await run('1/2');
  await run('2/2');
  appendFileSync(join(folder, '.kshot/runs', id, 'journal.jsonl'), '{"kind":"answer","cell":');
  expect((await merge('.kshot')).exit).toBe(0);
  expect(outcome(`${id}-3`).cells.map(({ answers }) => answers)).toEqual([8, 8]);
});

test('a part that lost answers after it ended is told, and no run is left', async () => {
  const { run, merge, folder, read, list } = parted({ set: grid });
  await run('1/2');
  await run('2/2');
  const lines = read(`.kshot/runs/${id}/journal.jsonl`).split('\n');
  writeFileSync(
    join(folder, '.kshot/runs', id, 'journal.jsonl'),
    lines.filter((_, index) => index !== 2).join('\n'),
  );
  const { exit, err } = await merge('.kshot');
  expect({ exit, err, runs: list('.kshot/runs') }).toMatchInlineSnapshot(`
    {
      "err": "error[cannot-merge]: a part lacks answers that it had when it ended: its journal is damaged
      = help: go on with each part, then merge again: kshot resume RUN
    ",
      "exit": 2,
      "runs": [
        "20260102-030405-colours",
        "20260102-030405-colours-2",
      ],
    }
  `);
});

test('where the task has changed since, parts are not merged, and no run is left', async () => {
  const { run, merge, folder, list, read } = parted();
  await run('1/2');
  await run('2/2');
  appendFileSync(join(folder, 'things.csv'), 't5,a leaf,green\n');
  const { exit, err } = await merge('.kshot');
  expect({ exit, err, runs: list('.kshot/runs') }).toMatchInlineSnapshot(`
    {
      "err": "error[run-changed]: things.csv has changed since the run 20260102-030405-colours
      = help: put it back, or start anew: kshot run task.yaml
    ",
      "exit": 2,
      "runs": [
        "20260102-030405-colours",
        "20260102-030405-colours-2",
      ],
    }
  `);
  expect(read(`.kshot/runs/${id}/journal.jsonl`)).not.toBe('');
});

const size = fc.record({
  temperatures: fc.integer({ min: 1, max: 2 }),
  counts: fc.integer({ min: 1, max: 3 }),
  trials: fc.integer({ min: 1, max: 3 }),
  limit: fc.integer({ min: 1, max: 4 }),
  of: fc.integer({ min: 1, max: 5 }),
});

test('however a run is cut, its parts merge to exactly the same run', async () => {
  await fc.assert(
    fc.asyncProperty(size, fc.infiniteStream(fc.nat()), async (given, order) => {
      const { temperatures, counts, trials, limit, of } = given;
      const set = [
        `grid.temperature=[${[0, 1].slice(0, temperatures).join(',')}]`,
        `grid.shots.count=[${[0, 1, 2].slice(0, counts).join(',')}]`,
        `trials=${trials}`,
        'gate.exact_match={ min: 0.5, cells: best }',
      ];
      const whole = parted({ set, limit: String(limit) });
      const expected = await whole.run();
      const { run, merge, outcome, list } = parted({ set, limit: String(limit) });
      for (let index = 1; index <= of; index += 1) await run(`${index}/${of}`);
      const parts = list('.kshot/runs')
        .map((name) => ({ name: `.kshot/runs/${name}`, place: order.next().value! }))
        .toSorted((a, b) => a.place - b.place);
      const merged = await merge(...parts.map(({ name }) => name));
      const last = `${id}-${of + 1}`;
      expect(merged).toEqual({ ...expected, out: expected.out.replace(id, last) });
      expect(outcome(last)).toEqual({ ...whole.outcome(id), run: last });
    }),
    { numRuns: 15 },
  );
}, 60_000);
