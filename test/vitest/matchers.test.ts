import { afterEach, expect, test, vi } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import { runEval } from '../../src/vitest.ts';
import { colours, steady } from './colours.ts';

afterEach(() => void vi.restoreAllMocks());

const inBest = { cell: 'k=1' };

/** What an expectation that does not hold says. */
function told(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  return 'it holds';
}

async function ran(task = '') {
  const { folder, host } = colours(task);
  const outcome = await runEval('task.yaml', { cwd: folder });
  return { folder, host, outcome };
}

test('a mean is held against the least it must be, in the cells that are named', async () => {
  const { outcome } = await ran();
  expect(outcome).toScoreAtLeast('exact_match', 0.5, inBest);
  expect(outcome).toScoreAtLeast('exact_match', 0.5, { cell: { 'shots.count': 1 } });
  expect(outcome).toScoreAtLeast('exact_match', 0.5, { cell: 'best' });
  expect(outcome).toScoreAtLeast('error_rate', 0);
  expect(outcome).not.toScoreAtLeast('exact_match', 0.5, { cell: 'k=0' });
  expect(outcome).not.toScoreAtLeast('exact_match', 0.5, { cell: 'every' });
});

test('a mean that is too low is told as a gate tells it', async () => {
  const { outcome } = await ran();
  const least = told(() => expect(outcome).toScoreAtLeast('exact_match', 1.1, { cell: 'every' }));
  const not = told(() => expect(outcome).not.toScoreAtLeast('exact_match', 0.5, inBest));
  expect([least, not].join('\n\n')).toMatchInlineSnapshot(`
    "✗ exact_match >= 1.1: 0.000 in k=0
    ✗ exact_match >= 1.1: 1.000 in k=1

    it should not hold, but does
    ✓ exact_match >= 0.5: 1.000 in k=1"
  `);
});

test('what the run does not have, or does not say which, fails whichever way it is asked', async () => {
  const { outcome } = await ran();
  const asked = [
    () => expect(outcome).not.toScoreAtLeast('exact_mach', 0.5),
    () => expect(outcome).not.toScoreAtLeast('exact_match', 0.5),
    () => expect(outcome).not.toScoreAtLeast('exact_match', 0.5, { cell: 'k=2' }),
    () => expect(outcome).not.toScoreAtLeast('exact_match', 0.5, { cell: { 'shots.count': 9 } }),
    () => expect(outcome).not.toHoldBaseline('exact_match', inBest),
    () => expect({ ...outcome }).not.toScoreAtLeast('exact_match', 0.5, inBest),
  ];
  expect(asked.map(told).join('\n\n')).toMatchInlineSnapshot(`
    "error[unknown-metric]: no metric is named "exact_mach"
      = help: did you mean "exact_match"?

    error[ambiguous-gate]: it must be said in which of the 2 cells exact_match is meant
      = help: { cell: 'every' }, { cell: 'best' }, or { cell: 'k=0' }; the cells are k=0, k=1

    error[unknown-cell]: no cell is named "k=2"
      = help: did you mean "k=0"?

    error[unknown-cell]: no cell has {"shots.count":9}
      = help: the cells are k=0, k=1

    error[no-baseline]: there was no baseline task.baseline.jsonl when the task was run
      = help: make one of a good run, and keep it in git: kshot accept

    error[bad-option]: toScoreAtLeast takes an outcome of runEval or evalSuite(…).outcome(), and no copy of it"
  `);
});

test('a run that is not complete holds nothing, and breaks nothing', async () => {
  const { folder } = colours();
  const outcome = await runEval('task.yaml', {
    cwd: folder,
    set: { model: 'command:node half.mjs' },
  });
  expect(
    told(() => expect(outcome).not.toScoreAtLeast('exact_match', 1, inBest)),
  ).toMatchInlineSnapshot(`"incomplete: 4 of 8 requests failed, more than 5 % (exit code 3)"`);
});

test('a run holds the baseline that was made of it, unless so few rows must tell', async () => {
  const { folder, host } = await ran();
  await acceptCommand(host, undefined);
  const same = await runEval('task.yaml', { cwd: folder });
  expect(same).toHoldBaseline('exact_match', inBest);
  const strict = { ...inBest, maxDrop: 0.1, strict: true };
  const said = told(() => expect(same).toHoldBaseline('exact_match', strict));
  expect(steady(said)).toMatchInlineSnapshot(`
    "? exact_match max_drop 0.1: inconclusive in k=1: 1.000 -> 1.000
      0.000 [-0.490, +0.490], p 0.5000 one-sided, 4 rows; a drop of 0.467 could have been seen; 88 rows would show one of 0.1
      compared with <run>: task.baseline.jsonl"
  `);
});

test('a run that lost does not hold the baseline', async () => {
  const { folder, host } = colours();
  const shots = (count: number) => ({ cwd: folder, set: { grid: {}, 'shots.count': count } });
  await runEval('task.yaml', shots(1));
  await acceptCommand(host, undefined);
  const worse = await runEval('task.yaml', shots(0));
  const said = told(() => expect(worse).toHoldBaseline('exact_match', { maxDrop: 0.1 }));
  expect(steady(said)).toMatchInlineSnapshot(`
    "✗ exact_match max_drop 0.1: regression in default: 1.000 -> 0.000
      -1.000 [-1.000, -0.020], p 0.0313 one-sided, 4 rows; a drop of 0.467 could have been seen
      compared with <run>: task.baseline.jsonl"
  `);
  expect(worse).not.toHoldBaseline('exact_match');
});
