import { expect, test } from 'vitest';
import { runCommand } from '../../src/command/run.ts';
import { showCommand, type ShowOptions } from '../../src/command/show.ts';
import { desk } from './desk.ts';

async function shown(options: ShowOptions, name?: string): Promise<string> {
  const { see } = desk();
  const set = ['grid.shots.count=[0, 1, 2]', 'grid.temperature=[0, 1]'];
  await see((host) => runCommand(host, ['task.yaml'], { set }));
  const { out, err } = await see((host) => showCommand(host, name, options));
  return err + out;
}

test('a saved run is printed as it was', async () => {
  const { see } = desk();
  const { out } = await see((host) => runCommand(host, ['task.yaml'], {}));
  expect(await see((host) => showCommand(host, undefined, {}))).toEqual({ exit: 0, out, err: '' });
});

test('--by shows what each value of an axis scored', async () => {
  expect(await shown({ by: 'shots.count' })).toMatchInlineSnapshot(`
    "┌───┬───────┬────────────────────────┐
    │ k │ cells │            exact_match │
    │ 0 │     2 │ 0.000 (0.000 to 0.000) │
    │ 1 │     2 │ 1.000 (1.000 to 1.000) │
    │ 2 │     2 │ 0.750 (0.500 to 1.000) │
    └───┴───────┴────────────────────────┘
    "
  `);
});

test('--pivot shows two axes against each other', async () => {
  expect(await shown({ pivot: 'temperature,shots.count' })).toMatchInlineSnapshot(`
    "exact_match
    ┌───────┬─────────┬─────────┬─────────┐
    │ t \\ k │       0 │       1 │       2 │
    │ 0     │ 0.000 ░ │ 1.000 █ │ 1.000 █ │
    │ 1     │ 0.000 ░ │ 1.000 █ │ 0.500 ▓ │
    └───────┴─────────┴─────────┴─────────┘
    "
  `);
});

test('--failures lists what went wrong, and counts why', async () => {
  expect(await shown({ failures: true })).toMatchInlineSnapshot(`
    "t1 · k=0 t=0 · exact_match 0.000
      answer    red, green.
      expected  red
    t1 · k=0 t=1 · exact_match 0.000
      answer    a ripe tomato
      expected  red
    t2 · k=0 t=0 · exact_match 0.000
      answer    red, green.
      expected  red
    t2 · k=0 t=1 · exact_match 0.000
      answer    red, green.
      expected  red
    t3 · k=0 t=0 · exact_match 0.000
      answer    red, green.
      expected  green
    t3 · k=0 t=1 · exact_match 0.000
      answer    red, green.
      expected  green
    t4 · k=0 t=0 · exact_match 0.000
      answer    red, green.
      expected  green
    t4 · k=0 t=1 · exact_match 0.000
      answer    red, green.
      expected  green
    t3 · k=2 t=1 · exact_match 0.000
      answer    red
      expected  green
    t4 · k=2 t=1 · exact_match 0.000
      answer    red
      expected  green

    10 of 24 answers went wrong
      10 × exact_match is 0
    "
  `);
});

test('--row shows every answer for a row', async () => {
  expect(await shown({ row: ['t3'] })).toMatchInlineSnapshot(`
    "t3 · k=0 t=0 · exact_match 0.000
      answer    red, green.
      expected  green
    t3 · k=0 t=1 · exact_match 0.000
      answer    red, green.
      expected  green
    t3 · k=1 t=0 · exact_match 1.000
      answer    green
      expected  green
    t3 · k=1 t=1 · exact_match 1.000
      answer    green
      expected  green
    t3 · k=2 t=0 · exact_match 1.000
      answer    green
      expected  green
    t3 · k=2 t=1 · exact_match 0.000
      answer    red
      expected  green
    "
  `);
});

test('a run is found by a part of its name', async () => {
  expect((await shown({ by: 'temperature' }, 'colours')).split('\n')[1]).toBe(
    '│ t │ cells │            exact_match │',
  );
});

test('what is not there is named', async () => {
  expect(
    [
      await shown({}, 'colors'),
      await shown({ by: 'top_p' }),
      await shown({ row: ['t9'] }),
      await shown({ metric: 'exact' }),
    ].join('\n'),
  ).toMatchInlineSnapshot(`
    "error[unknown-run]: no run is named colors
      = help: the newest are 20260102-030405-colours

    error[bad-option]: the grid has no axis "top_p"
      = help: it has shots.count, temperature

    error[unknown-row]: this run has no answer for t9
      = help: results.csv (kshot run --out) lists the keys

    error[unknown-metric]: no metric is named "exact"
      = help: there are exact_match
    "
  `);
});

test('without any run there is nothing to show', async () => {
  const { see } = desk();
  expect(await see((host) => showCommand(host, undefined, {}))).toMatchInlineSnapshot(`
    {
      "err": "error[unknown-run]: there is no run yet
      = help: make one: kshot run TASK
    ",
      "exit": 2,
      "out": "",
    }
  `);
});
