import { expect, test } from 'vitest';
import { formatProblem, UserError } from '../../src/base/problem.ts';
import { checkCells, requireClients } from '../../src/provider/check-cells.ts';
import { cellsOf, type Point } from '../schedule/fixture.ts';

type Points = readonly Point[];

/** What is said about cells; the place is told by the name of the axis. */
function sayings(...points: Points): string {
  const problems = checkCells(cellsOf(...points), (axis) => {
    return { file: 'task.yaml', line: 1, column: 1, length: axis.length, text: axis };
  });
  return problems
    .map((problem) => `at ${problem.at?.text}: ${formatProblem({ ...problem, at: undefined })}`)
    .join('\n');
}

function modelOf(model: string) {
  return { settings: { model } };
}

test('what every model can do is no problem', () => {
  const chat = { settings: { mode: 'chat' as const } };
  const together = modelOf('together-inference:acme/m:free');
  expect(sayings({}, chat, { axes: { seed: 1, min_p: 0.5 } }, together)).toBe('');
});

test('a provider that nobody knows', () => {
  expect(sayings(modelOf('embeded'), modelOf('gpt-4o'), modelOf('toString')))
    .toMatchInlineSnapshot(`
    "at model: error[unknown-provider]: no provider is named "embeded"
      = help: did you mean "embedded"?
    at model: error[unknown-provider]: no provider is named "gpt-4o"
      = help: there are embedded, together-inference
    at model: error[unknown-provider]: no provider is named "toString"
      = help: there are embedded, together-inference"
  `);
});

test('a model where there is one only, and none where one must be named', () => {
  expect(
    sayings(
      modelOf('embedded:large'),
      modelOf('together-inference'),
      modelOf('together-inference:'),
    ),
  ).toMatchInlineSnapshot(`
    "at model: error[unknown-provider]: embedded:large: embedded has one model only
      = help: write embedded
    at model: error[unknown-provider]: together-inference names no model
      = help: for instance together-inference:togethercomputer/RedPajama-INCITE-7B-Instruct
    at model: error[unknown-provider]: together-inference: names no model
      = help: for instance together-inference:togethercomputer/RedPajama-INCITE-7B-Instruct"
  `);
});

test('a parameter that no cell can send', () => {
  const params = { extra: { user: 'x' } };
  expect(sayings({ settings: { params } })).toMatchInlineSnapshot(`
    "at extra: error[unsupported-param]: extra cannot be sent: the embedded model has no fields of its own
      = help: leave it out, or choose another model"
  `);
});

test('a parameter that some cells cannot send: the cells are named', () => {
  const model = 'together-inference:acme/m';
  const points = [1, 2, 3, 4].map((seed) => ({
    axes: { seed },
    settings: { model, params: { seed } },
  }));
  expect(sayings({ axes: {}, settings: { model } }, ...points)).toMatchInlineSnapshot(`
    "at seed: error[unsupported-param]: seed cannot be sent: the legacy /inference route does not have it
      = help: it is set in seed=1, seed=2, seed=3 and 1 more; a grid that is a list of mappings can leave it out there"
  `);
});

test('a parameter that one of two models does not take: its cells are named', () => {
  const params = { seed: 7, min_p: 0.1 };
  const points = ['embedded', 'together-inference:acme/m'].map((model) => ({
    axes: { model },
    settings: { model, params },
  }));
  expect(sayings(...points)).toMatchInlineSnapshot(`
    "at seed: error[unsupported-param]: seed cannot be sent: the legacy /inference route does not have it
      = help: it is set in model=together-inference:acme/m; a grid that is a list of mappings can leave it out there
    at min_p: error[unsupported-param]: min_p cannot be sent: the legacy /inference route does not have it
      = help: it is set in model=together-inference:acme/m; a grid that is a list of mappings can leave it out there"
  `);
});

test('a chat that the wire does not have', () => {
  const settings = { model: 'together-inference:acme/m', mode: 'chat' } as const;
  expect(sayings({ settings })).toMatchInlineSnapshot(`
    "at mode: error[unsupported-param]: together-inference:acme/m takes text prompts only
      = help: write mode: text"
  `);
});

test('what can be rendered but not yet sent is refused before the first request', () => {
  const cells = cellsOf(modelOf('embedded'), modelOf('together-inference:a'), modelOf('nobody:b'));
  const refuse = () => requireClients(cells);
  expect(refuse).toThrow(UserError);
  expect(refuse).toThrowErrorMatchingInlineSnapshot(`
    [UserError: error[no-client]: together-inference:a cannot be called by this version
      = help: kshot render shows its requests; --set model=embedded runs the task here

    error[no-client]: nobody:b cannot be called by this version
      = help: kshot render shows its requests; --set model=embedded runs the task here]
  `);
  expect(requireClients(cellsOf({}))).toBeUndefined();
});
