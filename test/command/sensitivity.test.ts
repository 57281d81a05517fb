import { expect, test } from 'vitest';
import { runCommand } from '../../src/command/run.ts';
import { showCommand, type ShowOptions } from '../../src/command/show.ts';
import { desk } from './desk.ts';

async function shown(set: readonly string[], options: ShowOptions = {}): Promise<string> {
  const { see } = desk();
  await see((host) => runCommand(host, ['task.yaml'], { set }));
  const { out, err } = await see((host) =>
    showCommand(host, undefined, { sensitivity: true, ...options }),
  );
  return `\n${err}${out}`;
}

const grid = ['grid.shots.count=[0, 1, 2]', 'grid.temperature=[0, 1]', 'params.seed=1'];

test('--sensitivity shows how far each axis moves the metric', async () => {
  expect(await shown(grid)).toMatchInlineSnapshot(`
    "
    colours · exact_match · 6 cells, 4 rows scored in all of them
    ┌────────────────┬───────────┬───────────┬───────────────────────┬────────┬────────┬──────────────┬──────────────────────┐
    │ axis           │ worst     │ best      │                spread │      p │ of all │ of the cells │                      │
    │ k              │ 0 (0.000) │ 1 (1.000) │ 1.000 [-0.178, 1.000] │ 0.1875 │ 76.5 % │       89.7 % │ ██████████████████░░ │
    │ t              │ 1 (0.500) │ 0 (0.667) │ 0.167 [-0.140, 0.473] │ 0.5000 │  2.9 % │        3.4 % │ █░░░░░░░░░░░░░░░░░░░ │
    │ (interactions) │           │           │                       │        │  5.9 % │        6.9 % │ █░░░░░░░░░░░░░░░░░░░ │
    │ (single rows)  │           │           │                       │        │ 14.7 % │              │                      │
    └────────────────┴───────────┴───────────┴───────────────────────┴────────┴────────┴──────────────┴──────────────────────┘
    shares are of the variance within rows, and of what of it lies between the means of the cells; of all variance 2.9 % lies between rows: some are easy, some are hard
    could be luck of the rows (p above 0.05): shots.count, temperature
    "
  `);
});

test('with several trials it says what more of them would save', async () => {
  const out = await shown([...grid, 'trials=3']);
  expect(out.split('\n').filter((line) => line.startsWith('3 trials'))).toMatchInlineSnapshot(`
    [
      "3 trials: variance 0.0000 between rows, 0.0417 within a row; more repeats would save at most 16.7 % of the error bar (100.0 % in the cell where it is most)",
    ]
  `);
});

test('what stands outside of the product of the axes is left out, and named', async () => {
  const union = 'grid=[{ shots.count: [1, 2], temperature: [0, 1] }, { shots.count: [0] }]';
  const out = await shown([union]);
  expect(out.split('\n').at(-2)).toMatchInlineSnapshot(
    `"left out, since not part of a full product of the axes: 1 cell (k=0 t=–)"`,
  );
});

test('--json has the same figures', async () => {
  const { axes, interactions, residual } = JSON.parse(await shown(grid, { json: true })) as {
    axes: { axis: string; share: number }[];
    interactions: number;
    residual: number;
  };
  expect(axes.map(({ axis }) => axis)).toEqual(['shots.count', 'temperature']);
  const sum = axes.reduce((total, { share }) => total + share, interactions + residual);
  expect(sum).toBeCloseTo(1, 12);
});

test('without two cells that differ in one axis there is nothing to compare', async () => {
  expect(await shown([])).toMatchInlineSnapshot(`
    "
    error[bad-option]: no two cells with a score of the same rows differ in one axis alone
      = help: add axes to the grid: shots.seed, shots.order, format
    "
  `);
});

test('a score that is no mean over rows has no shares', async () => {
  const score = 'score=[exact_match, { f1_macro: { labels: [red, green] } }]';
  expect(await shown([...grid, score], { metric: 'f1_macro' })).toMatchInlineSnapshot(`
    "
    error[bad-option]: f1_macro is no mean over rows, so that no part of it can be told to an axis
      = help: name another: --metric NAME
    "
  `);
});
