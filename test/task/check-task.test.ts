import { expect, test } from 'vitest';
import { taskFolder, taskText } from './task-folder.ts';

const { problems } = taskFolder();

test('shots need a count, or an axis of it in every mapping of the grid', async () => {
  expect(await problems(taskText('shots: { seed: 1 }'))).toMatchInlineSnapshot(`
    "error[no-shot-count]: shots has no count
      --> task.yaml:5:1
      |
    5 | shots: { seed: 1 }
      | ^^^^^
      = help: add \`count: 4\` to shots, or an axis \`shots.count: [0, 4]\` to the grid"
  `);
  expect(await problems(taskText('shots: { seed: 1 }\ngrid: { shots.count: [1] }'))).toBe('');
  expect(await problems(taskText('shots: {}\ngrid: [{ shots.count: [1] }, { top_p: [1] }]')))
    .toMatchInlineSnapshot(`
    "error[no-shot-count]: shots has no count
      --> task.yaml:5:1
      |
    5 | shots: {}
      | ^^^^^
      = help: add \`count: 4\` to shots, or an axis \`shots.count: [0, 4]\` to the grid"
  `);
});

test('an axis of shots needs shots', async () => {
  const grid = 'grid: [{ shots.count: [1] }, { shots.select: [first, random] }]';
  expect(await problems(taskText(grid))).toMatchInlineSnapshot(`
    "error[no-shot-count]: shots.select does nothing without shots
      --> task.yaml:5:32
      |
    5 | grid: [{ shots.count: [1] }, { shots.select: [first, random] }]
      |                                ^^^^^^^^^^^^
      = help: add \`count: 4\` to shots, or an axis \`shots.count: [0, 4]\` to the grid"
  `);
  expect(await problems(taskText(`shots: 4\n${grid}`))).toBe('');
});

test('two scorers of one name need another name', async () => {
  const text = taskText().replace(
    '[exact_match]',
    '[f1, f1, { f1: { as: other } }, { regex: { value: a, as: f1 } }]',
  );
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[duplicate-name]: two scorers are named f1
      --> task.yaml:4:13
      |
    4 | score: [f1, f1, { f1: { as: other } }, { regex: { value: a, as: f1 } }]
      |             ^^
      = help: give one of them another name: { …, as: f1_2 }

    error[duplicate-name]: two scorers are named f1
      --> task.yaml:4:40
      |
    4 | score: [f1, f1, { f1: { as: other } }, { regex: { value: a, as: f1 } }]
      |                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: give one of them another name: { …, as: f1_2 }"
  `);
});

test.each(['error_rate', 'truncated_rate'])('no scorer can be named %s', async (name) => {
  const text = taskText().replace('[exact_match]', `[{ f1: { as: ${name} } }]`);
  expect((await problems(text)).split('\n').at(0)).toBe(
    `error[reserved-name]: a scorer cannot be named ${name}`,
  );
});

test('a reserved name is shown where it is given', async () => {
  const text = taskText().replace('[exact_match]', '[{ f1: { as: error_rate } }]');
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[reserved-name]: a scorer cannot be named error_rate
      --> task.yaml:4:9
      |
    4 | score: [{ f1: { as: error_rate } }]
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: every run has a metric error_rate: choose another name"
  `);
});

test('a gate is on a metric of the task, or on a rate that every run has', async () => {
  const text = taskText(
    'gate: { exact_mach: { min: 1 }, bleu: { min: 1 }, error_rate: { max: 0 }, truncated_rate: { max: 0 } }',
  );
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[unknown-metric]: no metric is named "exact_mach"
      --> task.yaml:5:9
      |
    5 | gate: { exact_mach: { min: 1 }, bleu: { min: 1 }, error_rate: { max: 0 }, truncated_rate: { max: 0 } }
      |         ^^^^^^^^^^
      = help: did you mean "exact_match"?

    error[unknown-metric]: no metric is named "bleu"
      --> task.yaml:5:33
      |
    5 | gate: { exact_mach: { min: 1 }, bleu: { min: 1 }, error_rate: { max: 0 }, truncated_rate: { max: 0 } }
      |                                 ^^^^
      = help: this task has exact_match, error_rate, truncated_rate"
  `);
});

test('the limits of a gate are fractions', async () => {
  const gates =
    '{ exact_match: { min: -0.1, max: 80 }, error_rate: { max: 5 }, truncated_rate: { max: 1e3 } }';
  expect(await problems(taskText(`gate: ${gates}`))).toMatchInlineSnapshot(`
    "error[out-of-range]: gate.exact_match.min is -0.1, but must be at least 0
      --> task.yaml:5:29
      |
    5 | gate: { exact_match: { min: -0.1, max: 80 }, error_rate: { max: 5 }, truncated_rate: { max: 1e3 } }
      |                             ^^^^

    error[out-of-range]: gate.exact_match.max is 80, but must be at most 1
      --> task.yaml:5:40
      |
    5 | gate: { exact_match: { min: -0.1, max: 80 }, error_rate: { max: 5 }, truncated_rate: { max: 1e3 } }
      |                                        ^^
      = help: for 80 % write 0.8

    error[out-of-range]: gate.error_rate.max is 5, but must be at most 1
      --> task.yaml:5:65
      |
    5 | gate: { exact_match: { min: -0.1, max: 80 }, error_rate: { max: 5 }, truncated_rate: { max: 1e3 } }
      |                                                                 ^
      = help: for 5 % write 0.05

    error[out-of-range]: gate.truncated_rate.max is 1000, but must be at most 1
      --> task.yaml:5:93
      |
    5 | ate: { max: 5 }, truncated_rate: { max: 1e3 } }
      |                                         ^^^"
  `);
  const sound = taskText('gate: { exact_match: { min: 0, max: 1, max_drop: 0.1 } }');
  expect(await problems(sound)).toBe('');
});

test('scores that nothing bounds above have limits as high as one likes', async () => {
  const text = taskText('gate: { latency: { max: 20 }, ter: { max: 1.2, min: -1 } }');
  expect(await problems(text.replace('exact_match', 'latency, ter'))).toMatchInlineSnapshot(`
    "error[out-of-range]: gate.ter.min is -1, but must be at least 0
      --> task.yaml:5:53
      |
    5 | gate: { latency: { max: 20 }, ter: { max: 1.2, min: -1 } }
      |                                                     ^^"
  `);
});

test('a gate has a limit', async () => {
  expect(await problems(taskText('gate: { exact_match: { cells: every } }')))
    .toMatchInlineSnapshot(`
    "error[empty-gate]: the gate on exact_match has no limit
      --> task.yaml:5:9
      |
    5 | gate: { exact_match: { cells: every } }
      |         ^^^^^^^^^^^
      = help: add min, max or max_drop"
  `);
});

test('pass_at asks for as many trials', async () => {
  const text = taskText('trials: 2').replace(
    'exact_match',
    '{ exact_match: { trials: { pass_at: 3 } } }',
  );
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[out-of-range]: pass_at is 3, but a row has 2 trials
      --> task.yaml:4:45
      |
    4 | score: [{ exact_match: { trials: { pass_at: 3 } } }]
      |                                             ^
      = help: set trials: 3, or more"
  `);
  expect(await problems(text.replace('trials: 2', 'trials: 3'))).toBe('');
});
