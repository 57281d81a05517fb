import { expect, test } from 'vitest';
import { expandGrid, flatSettings } from '../../src/grid/cells.ts';
import { gridOf, taskOf } from './grid-of.ts';

test('no axes give one cell', () => {
  const { cells, warnings } = expandGrid(taskOf([[]]));
  expect(cells.map(({ index, name, coordinates }) => ({ index, name, coordinates }))).toEqual([
    { index: 0, name: 'default', coordinates: {} },
  ]);
  expect(warnings).toEqual([]);
});

test('the first axis of the file is the outermost', async () => {
  const { names } = await gridOf('temperature: [0, 0.4]\nshots.count: [4, 2]\ntop_k: [40, 1]');
  expect(names).toMatchInlineSnapshot(`
    [
      "t=0 k=4 top_k=40",
      "t=0 k=4 top_k=1",
      "t=0 k=2 top_k=40",
      "t=0 k=2 top_k=1",
      "t=0.4 k=4 top_k=40",
      "t=0.4 k=4 top_k=1",
      "t=0.4 k=2 top_k=40",
      "t=0.4 k=2 top_k=1",
    ]
  `);
});

test('axes stand as in the file, not as in the schema', async () => {
  const { names, cells } = await gridOf('seed: [2, 1]\nmax_tokens: [9, 8]');
  expect(names).toEqual(['seed=2 max=9', 'seed=2 max=8', 'seed=1 max=9', 'seed=1 max=8']);
  expect(cells.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
});

test('a list of mappings is the union of their products, and a missing axis is shown as a dash', async () => {
  const { names } = await gridOf('- temperature: [0]\n- temperature: [0.7]\n  seed: [1, 2]');
  expect(names).toEqual(['t=0 seed=–', 't=0.7 seed=1', 't=0.7 seed=2']);
});

test('a missing axis has the value of params, else none', async () => {
  const { cells } = await gridOf(
    '- temperature: [0]\n- seed: [1]',
    'template: plain.yaml\nparams: { temperature: 0.5 }',
  );
  expect(cells.map(({ settings }) => settings.params)).toEqual([
    { temperature: 0 },
    { temperature: 0.5, seed: 1 },
  ]);
});

test('cells that resolve alike are merged, with a warning; the first gives the name', async () => {
  const { names, warnings } = await gridOf('shots.count: [0, 4]\nshots.seed: [1, 2, 3]');
  expect(names).toEqual([
    'k=0 shots.seed=1',
    'k=4 shots.seed=1',
    'k=4 shots.seed=2',
    'k=4 shots.seed=3',
  ]);
  expect(warnings).toMatchInlineSnapshot(`
    [
      "warning[merged-cells]: 2 cells of the grid resolve like another and are run once
      = help: k=0 shots.seed=2 is the same as k=0 shots.seed=1; a grid that is a list of mappings can leave such cells out",
    ]
  `);
});

test('a grid of more cells than memory holds is refused before they are made', async () => {
  const range = (to: number) => `{ from: 1, to: ${to}, step: 1 }`;
  const grid = `seed: ${range(9999)}\nmax_tokens: ${range(9999)}\ntop_k: ${range(9999)}`;
  await expect(gridOf(grid)).rejects.toThrowErrorMatchingInlineSnapshot(`
    [UserError: error[out-of-range]: the grid has 999700029999 cells, but must have at most 100000
      = help: take larger steps, or write a list of mappings with the cells that matter]
  `);
});

test('one value written twice is one cell', async () => {
  const { names, warnings } = await gridOf('temperature: [0.5, 0.50]');
  expect(names).toEqual(['default']);
  expect(warnings).toMatchInlineSnapshot(`
    [
      "warning[merged-cells]: 1 cell of the grid resolves like another and is run once
      = help: a value is written twice",
    ]
  `);
});

test('a union cell that says what params says is merged with one that says nothing', async () => {
  const { names } = await gridOf(
    '- top_k: [5]\n- top_k: [5]\n  temperature: [0.5, 1]',
    'template: plain.yaml\nparams: { temperature: 0.5 }',
  );
  expect(names).toEqual(['t=–', 't=1']);
});

const stopped = 'template: stopped.yaml\n';

test('a grid axis goes before params, params before the stop of the template', async () => {
  const stops = async (grid: string, extra: string) =>
    (await gridOf(grid, stopped + extra)).cells.map(({ settings }) => settings.params.stop);
  expect(await stops('top_k: [5]', '')).toEqual(['\n']);
  expect(await stops('top_k: [5]', 'params: { stop: "##" }')).toEqual(['##']);
  expect(await stops('stop: ["\\t", ["x", "y"]]', 'params: { stop: "##" }')).toEqual([
    '\t',
    ['x', 'y'],
  ]);
});

test('stop: [] is no stop, and replaces the stop of the template', async () => {
  const { cells } = await gridOf('stop: [[], "x"]', stopped);
  expect(cells.map(({ settings }) => settings.params)).toEqual([{}, { stop: 'x' }]);
  const inParams = await gridOf('top_k: [5]', `${stopped}params: { stop: [] }`);
  expect(inParams.cells.map(({ settings }) => settings.params)).toEqual([{ top_k: 5 }]);
});

test('one stop is the same alone and in a list', async () => {
  const { names } = await gridOf('stop: ["x", ["x"], ["x", "x"], ["x", "y"]]');
  expect(names).toEqual(['stop=x', 'stop=["x","y"]']);
});

test('every template has its own stop', async () => {
  const { cells, names } = await gridOf('template: [plain.yaml, stopped.yaml, same.yaml]');
  expect(names).toEqual(['template=plain', 'template=stopped', 'template=same']);
  expect(cells.map(({ settings }) => settings.params)).toEqual([
    {},
    { stop: '\n' },
    { stop: '###' },
  ]);
});

test('templates that say the same are one', async () => {
  const same = await gridOf(
    'template: [stopped.yaml, same.yaml]',
    'template: plain.yaml\nparams: { stop: x }',
  );
  expect(same.names).toEqual(['default']);
});

test('an inline template among others', async () => {
  const { names } = await gridOf('template: [plain.yaml, { input: "{{q}}?", output: "{{a}}" }]');
  expect(names).toEqual(['template=plain', 'template=inline']);
});

test('settings that no shot depends on are fixed', async () => {
  const { cells } = await gridOf(
    'shots.count: [0, 1, 2]\nshots.select: [nearest, first]\nshots.order: [shuffled, p1]\nshots.seed: [1]',
  );
  expect(cells.map(({ name, settings }) => `${name}: ${Object.values(settings.shots).join(' ')}`))
    .toMatchInlineSnapshot(`
      [
        "k=0 select=nearest order=shuffled: 0 first given 0 run",
        "k=1 select=nearest order=shuffled: 1 nearest given 0 run",
        "k=1 select=first order=shuffled: 1 first given 0 run",
        "k=2 select=nearest order=shuffled: 2 nearest shuffled 1 run",
        "k=2 select=nearest order=p1: 2 nearest p1 0 run",
        "k=2 select=first order=shuffled: 2 first shuffled 1 run",
        "k=2 select=first order=p1: 2 first p1 0 run",
      ]
    `);
});

test('nearest stands in the order similar-last unless told', async () => {
  const { cells } = await gridOf('shots.select: [nearest, random]');
  expect(cells.map(({ settings }) => settings.shots.order)).toEqual(['similar-last', 'given']);
});

test('settings in one flat record go by the names of the axes', async () => {
  const { cells } = await gridOf('temperature: [0.5]');
  expect(flatSettings(cells[0]!.settings)).toMatchInlineSnapshot(`
    {
      "mode": "text",
      "model": "embedded",
      "shots.count": 2,
      "shots.order": "given",
      "shots.per": "run",
      "shots.seed": 0,
      "shots.select": "random",
      "temperature": 0.5,
      "template": "plain",
    }
  `);
});

test('a cell is what its format makes of the template, whatever that is called', async () => {
  const extra = 'template: plain.yaml\nformats:\n  bars: { separator: "|", stop: "|" }';
  const { cells, names, warnings } = await gridOf(
    'format: [plain, bars, { separator: "|", stop: "|" }]',
    extra,
  );
  expect(names).toEqual(['format=plain', 'format=bars']);
  expect(cells.map(({ settings }) => [settings.template, settings.params])).toEqual([
    ['plain', {}],
    ['plain · bars', { stop: '|' }],
  ]);
  expect(warnings).toHaveLength(1);
  const without = await gridOf('shots.count: [2]', extra);
  expect(without.cells[0]!.id).toBe(cells[0]!.id);
});
