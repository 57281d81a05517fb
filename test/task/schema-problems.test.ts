import { expect, test } from 'vitest';
import { taskFolder, taskText } from './task-folder.ts';

const { problems } = taskFolder();

/** The first line of each problem, and its mend. */
async function told(text: string): Promise<string[]> {
  const lines = (await problems(text)).split('\n');
  return lines
    .filter((line) => /^(?:error|warning|hint)\[|= help: /.test(line))
    .map((line) => line.trim());
}

test('an unknown key is shown with what was meant, or where it belongs', async () => {
  expect(await problems(taskText('modl: x\ntemperature: 1\nshot: 2\nparams: { tempratur: 1 }')))
    .toMatchInlineSnapshot(`
    "error[unknown-key]: unknown key "modl"
      --> task.yaml:5:1
      |
    5 | modl: x
      | ^^^^
      = help: did you mean "mode"?

    error[unknown-key]: unknown key "temperature"
      --> task.yaml:6:1
      |
    6 | temperature: 1
      | ^^^^^^^^^^^
      = help: it belongs under params

    error[unknown-key]: unknown key "shot"
      --> task.yaml:7:1
      |
    7 | shot: 2
      | ^^^^
      = help: did you mean "shots"?

    error[unknown-key]: unknown key "tempratur"
      --> task.yaml:8:11
      |
    8 | params: { tempratur: 1 }
      |           ^^^^^^^^^
      = help: did you mean "temperature"?"
  `);
  expect(await told(taskText('grid: { count: [1], qqq: [1] }\nseed: 1'))).toMatchInlineSnapshot(`
    [
      "error[unknown-key]: unknown key "count"",
      "= help: did you mean "shots.count"?",
      "error[unknown-key]: unknown key "qqq"",
      "= help: known here: max_tokens, stop, temperature, top_p, top_k, repetition_penalty, logprobs, seed, min_p, presence_penalty, frequency_penalty, model, template, format, shots.count, shots.select, shots.order, shots.seed",
      "error[unknown-key]: unknown key "seed"",
      "= help: it belongs under dataset or shots or params or sweep",
    ]
  `);
});

test('a missing key is told with what it is for', async () => {
  expect(await problems('name: t\n')).toMatchInlineSnapshot(`
    "error[missing-key]: missing key "template"
      --> task.yaml:1:1
      |
    1 | name: t
      | ^^^^^^^
      = help: A template file, relative to this file, or the template itself.

    error[missing-key]: missing key "dataset"
      --> task.yaml:1:1
      |
    1 | name: t
      | ^^^^^^^
      = help: A path, or a path with a selection.

    error[missing-key]: missing key "score"
      --> task.yaml:1:1
      |
    1 | name: t
      | ^^^^^^^
      = help: How answers are scored; the first scorer is the primary one."
  `);
  expect(await told(taskText('grid: { top_p: { from: 0.1, to: 1 } }'))).toMatchInlineSnapshot(`
    [
      "error[missing-key]: missing key "step" in grid.top_p",
      "= help: From one value to the next; negative to count down.",
    ]
  `);
});

test('a value of another kind is told with what it is', async () => {
  const text =
    'name: 2024\ntemplate: { input: [a], output: yes, separator: true, stop: 3 }\ndataset:\nshots: some\nmode: text\ntrials: "3"\nparams: { top_k: 1.5, top_p: .nan, max_tokens: many }\nscore: exact_match\n';
  expect(await told(text)).toMatchInlineSnapshot(`
    [
      "error[wrong-type]: name is 2024, but must be text",
      "= help: text that looks like something else needs quotes: "2024"",
      "error[wrong-type]: template.input is a list, but must be text",
      "error[wrong-type]: template.separator is true, but must be text",
      "= help: text that looks like something else needs quotes: "true"",
      "error[wrong-type]: template.stop is 3, but must be text or a list",
      "= help: text that looks like something else needs quotes: "3"",
      "error[wrong-type]: dataset is empty, but must be text or a mapping",
      "error[wrong-type]: shots is the text "some", but must be a number or a mapping",
      "error[wrong-type]: trials is the text "3", but must be a number",
      "= help: write it without quotes",
      "error[wrong-type]: params.top_k is 1.5, but must be a whole number",
      "error[wrong-type]: params.top_p is NaN, but must be a number",
      "error[wrong-type]: params.max_tokens is the text "many", but must be a number",
      "error[wrong-type]: score is the text "exact_match", but must be a list",
      "= help: write a list: [a, b], or a line of its own for each: - a",
    ]
  `);
});

test('a value outside its range is told with the range', async () => {
  const text = taskText(
    'shots: { count: -1, select: nearst, order: last, per: rows }\nparams: { temperature: 2.5, top_p: 0, top_k: -1, logprobs: 21, max_tokens: 0, repetition_penalty: 0, min_p: 1.1, presence_penalty: -3, seed: -1, stop: "" }\ntrials: 0\ngrid: []\nmode: chatt',
  );
  expect(await told(text)).toMatchInlineSnapshot(`
    [
      "error[out-of-range]: shots.count is -1, but must be at least 0",
      "error[out-of-range]: shots.select is the text "nearst", but must be one of first, random, balanced, nearest",
      "= help: did you mean "nearest"?",
      "error[out-of-range]: shots.order is the text "last", which is not of the form /^(given|shuffled|similar-last|p\\d+)$/",
      "= help: given: as selected; shuffled: by seed; similar-last: the most alike next to the query (default of nearest); p0, p1, …: named permutations.",
      "error[out-of-range]: shots.per is the text "rows", but must be one of run, row",
      "= help: did you mean "row"?",
      "error[out-of-range]: params.temperature is 2.5, but must be at most 2",
      "error[out-of-range]: params.top_p is 0, but must be above 0",
      "error[out-of-range]: params.top_k is -1, but must be at least 0",
      "error[out-of-range]: params.logprobs is 21, but must be at most 20",
      "error[out-of-range]: params.max_tokens is 0, but must be at least 1",
      "error[out-of-range]: params.repetition_penalty is 0, but must be above 0",
      "error[out-of-range]: params.min_p is 1.1, but must be at most 1",
      "error[out-of-range]: params.presence_penalty is -3, but must be at least -2",
      "error[out-of-range]: params.seed is -1, but must be at least 0",
      "error[out-of-range]: params.stop is the text "", but must be at least 1 character long",
      "error[out-of-range]: trials is 0, but must be at least 1",
      "error[out-of-range]: grid is an empty list, but must have a value",
      "error[out-of-range]: mode is the text "chatt", but must be one of text, chat",
      "= help: did you mean "chat"?",
    ]
  `);
});

test('a list where one value belongs is to be moved to the grid', async () => {
  expect(await problems(taskText('params: { temperature: [0, 1], stop: [a, b] }')))
    .toMatchInlineSnapshot(`
    "error[list-in-params]: params.temperature is a list, but takes one value
      --> task.yaml:5:24
      |
    5 | params: { temperature: [0, 1], stop: [a, b] }
      |                        ^^^^^^
      = help: to try several values, move it: grid: { temperature: […] }"
  `);
  expect(await told(taskText('shots: { count: [1, 2] }\nmodel: [a, b]\nparams: { extra: [] }')))
    .toMatchInlineSnapshot(`
    [
      "error[wrong-type]: shots.count is a list, but takes one value",
      "= help: to try several values, move it: grid: { shots.count: […] }",
      "error[wrong-type]: model is a list, but takes one value",
      "= help: to try several values, move it: grid: { model: […] }",
      "error[wrong-type]: params.extra is a list, but must be a mapping",
    ]
  `);
  expect(await problems(taskText('params: { stop: [a, b] }'))).toBe('');
});

test('an axis is a list or a range', async () => {
  const text = taskText(
    'grid: { temperature: 0.5, top_p: [], stop: { from: 0, to: 1, step: 1 }, model: [1], min_p: [0, 2] }',
  );
  expect(await told(text)).toMatchInlineSnapshot(`
    [
      "error[wrong-type]: grid.temperature is 0.5, but must be a list or a mapping",
      "= help: write a list: [0.5]",
      "error[out-of-range]: grid.top_p is an empty list, but must have a value",
      "error[wrong-type]: grid.stop is a mapping, but must be a list",
      "= help: write a list: [a, b], or a line of its own for each: - a",
      "error[wrong-type]: grid.model.0 is 1, but must be text",
      "= help: text that looks like something else needs quotes: "1"",
      "error[out-of-range]: grid.min_p.1 is 2, but must be at most 1",
    ]
  `);
});
