import { expect, test } from 'vitest';
import { formatProblem } from '../../src/base/problem.ts';
import { checkCells, type CheckOptions } from '../../src/provider/check-cells.ts';
import { makeRegistry } from '../../src/provider/registry.ts';
import { cellsOf, type Point } from '../schedule/fixture.ts';

type Points = readonly Point[];

const registry = await makeRegistry();

const at: CheckOptions['at'] = (axis) => {
  return { file: 'task.yaml', line: 1, column: 1, length: axis.length, text: axis };
};

/** What is said about cells; the place is told by the name of the axis. */
function sayings(points: Points, options: Partial<CheckOptions> = {}): string {
  const usual = { unsupported: 'error', clientStop: false, at } as const;
  return checkCells(cellsOf(...points), registry, { ...usual, ...options })
    .map((problem) => `at ${problem.at?.text}: ${formatProblem({ ...problem, at: undefined })}`)
    .join('\n');
}

function modelOf(model: string) {
  return { settings: { model } };
}

/** Cells of one model, each with its own parameters. */
function cellsWith(model: string, ...all: readonly NonNullable<Point['settings']>['params'][]) {
  return all.map((params, index) => ({
    axes: { 'shots.count': index },
    settings: { model, params: params ?? {} },
  }));
}

test('what every model can do is no problem', () => {
  const chat = { settings: { mode: 'chat' as const } };
  const together = modelOf('together-inference:acme/m:free');
  expect(sayings([{}, chat, { axes: { seed: 1, min_p: 0.5 } }, together])).toBe('');
});

test('a provider that nobody knows', () => {
  const models = ['embeded', 'gpt-4o', 'toString'].map(modelOf);
  const names = registry.names.join(', ');
  expect(sayings(models).replaceAll(names, '<all names>')).toMatchInlineSnapshot(`
    "at model: error[unknown-provider]: no provider is named "embeded"
      = help: did you mean "embedded"?
    at model: error[unknown-provider]: no provider is named "gpt-4o"
      = help: there are <all names>, and your own under providers
    at model: error[unknown-provider]: no provider is named "toString"
      = help: there are <all names>, and your own under providers"
  `);
});

test('a model where there is one only, and none where one must be named', () => {
  const models = ['embedded:large', 'together-inference', 'together-inference:'].map(modelOf);
  expect(sayings(models)).toMatchInlineSnapshot(`
    "at model: error[unknown-provider]: embedded:large: embedded has one model only
      = help: write embedded
    at model: error[unknown-provider]: together-inference names no model
      = help: for instance together-inference:togethercomputer/RedPajama-INCITE-7B-Instruct
    at model: error[unknown-provider]: together-inference: names no model
      = help: for instance together-inference:togethercomputer/RedPajama-INCITE-7B-Instruct"
  `);
});

test('fields of their own, for a model that has none', () => {
  const params = { extra: { user: 'x' } };
  expect(sayings([{ settings: { params } }])).toMatchInlineSnapshot(`
    "at extra: error[unsupported-param]: embedded has no fields of its own to send
      = help: leave \`extra\` out"
  `);
  expect(sayings(cellsWith('openai:m', params))).toBe('');
});

test('a parameter that no cell can send', () => {
  expect(sayings(cellsWith('together-inference:acme/m', { seed: 1 }))).toMatchInlineSnapshot(`
    "at seed: error[unsupported-param]: seed cannot be sent to together-inference:acme/m: the legacy /inference route does not have it
      = help: leave it out, choose another model, or set unsupported: drop"
  `);
});

test('a parameter that some cells cannot send: the cells are named', () => {
  const model = 'together-inference:acme/m';
  const points = [1, 2, 3, 4].map((seed) => ({
    axes: { seed },
    settings: { model, params: { seed } },
  }));
  expect(sayings([{ axes: {}, settings: { model } }, ...points])).toMatchInlineSnapshot(`
    "at seed: error[unsupported-param]: seed cannot be sent to together-inference:acme/m: the legacy /inference route does not have it
      = help: it is set in seed=1, seed=2, seed=3 and 1 more; a grid that is a list of mappings can leave it out there"
  `);
});

test('a parameter that one of two models does not take: its cells are named', () => {
  const params = { seed: 7, min_p: 0.1 };
  const points = ['embedded', 'together-inference:acme/m'].map((model) => ({
    axes: { model },
    settings: { model, params },
  }));
  expect(sayings(points)).toMatchInlineSnapshot(`
    "at seed: error[unsupported-param]: seed cannot be sent to together-inference:acme/m: the legacy /inference route does not have it
      = help: it is set in model=together-inference:acme/m; a grid that is a list of mappings can leave it out there
    at min_p: error[unsupported-param]: min_p cannot be sent to together-inference:acme/m: the legacy /inference route does not have it
      = help: it is set in model=together-inference:acme/m; a grid that is a list of mappings can leave it out there"
  `);
});

test('a parameter that is not taken may be left out, with a warning or without', () => {
  const points = cellsWith('together-inference:acme/m', { seed: 1 }, {});
  expect(sayings(points, { unsupported: 'warn' })).toMatchInlineSnapshot(`
    "at seed: warning[unsupported-param]: seed is not sent to together-inference:acme/m: the legacy /inference route does not have it
      = help: it is set in k=0; a grid that is a list of mappings can leave it out there"
  `);
  expect(sayings(points, { unsupported: 'drop' })).toBe('');
});

test('what is narrower at a server than in general is told, and is never dropped', () => {
  const points = cellsWith('openai:m', { logprobs: 5 }, { logprobs: 6 });
  const said = sayings(points);
  expect(said).toMatchInlineSnapshot(`
    "at logprobs: error[unsupported-param]: this server takes logprobs from 0 to 5
      = help: it is set in k=1; a grid that is a list of mappings can leave it out there"
  `);
  expect(sayings(points, { unsupported: 'drop' })).toBe(said);
  expect(sayings(points.slice(0, 1))).toBe('');
  expect(sayings(points.slice(1))).toMatchInlineSnapshot(
    `"at logprobs: error[unsupported-param]: this server takes logprobs from 0 to 5"`,
  );
});

test('more stop strings than a server takes: the rest can be cut here', () => {
  const points = cellsWith('openai:m', { stop: ['1', '2', '3', '4', '5'] }, { stop: ['1'] });
  const said = sayings(points);
  expect(said).toMatchInlineSnapshot(`
    "at stop: error[unsupported-param]: this server takes at most 4 stop strings
      = help: client_stop: true sends the first of them and cuts at the others here; the tokens up to the cut are paid for"
  `);
  expect(sayings(points.slice(0, 1))).toBe(said);
  expect(sayings(points, { unsupported: 'drop' })).toBe(said);
  expect(sayings(points, { clientStop: true })).toBe('');
  expect(sayings(points.slice(1))).toBe('');
});

test('models of one provider differ in what they take', () => {
  const params = { temperature: 0.5, stop: 'x' };
  const points = ['openai:gpt-4.1-mini', 'openai:gpt-5', 'openai:o3'].map((model) => ({
    axes: { model },
    settings: { model, params },
  }));
  expect(sayings(points)).toMatchInlineSnapshot(`
    "at temperature: error[unsupported-param]: temperature cannot be sent to openai:gpt-5: reasoning models take the default only
      = help: it is set in model=openai:gpt-5; a grid that is a list of mappings can leave it out there
    at stop: error[unsupported-param]: stop cannot be sent to openai:o3: o3 and o4-mini take no stop strings
      = help: it is set in model=openai:o3; a grid that is a list of mappings can leave it out there
    at temperature: error[unsupported-param]: temperature cannot be sent to openai:o3: reasoning models take the default only
      = help: it is set in model=openai:o3; a grid that is a list of mappings can leave it out there"
  `);
});

test('a parameter that a model must have', () => {
  const model = 'anthropic:m';
  const chat = (params: object) => ({ settings: { model, mode: 'chat' as const, params } });
  expect(sayings([chat({}), chat({ max_tokens: 5 })])).toMatchInlineSnapshot(`
    "at model: error[missing-key]: anthropic:m needs max_tokens: the Messages API refuses requests without it
      = help: add max_tokens to params"
  `);
  expect(sayings([chat({ max_tokens: 5 })])).toBe('');
});

test('a chat that the wire does not have, and a text', () => {
  const settings = { model: 'together-inference:acme/m', mode: 'chat' } as const;
  expect(sayings([{ settings }, modelOf('anthropic:m')])).toMatchInlineSnapshot(`
    "at mode: error[unsupported-param]: together-inference:acme/m takes text prompts only
      = help: write mode: text
    at mode: error[unsupported-param]: anthropic:m takes chat prompts only
      = help: write mode: chat"
  `);
});
