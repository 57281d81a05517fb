import { afterEach, expect, test, vi } from 'vitest';
import { acceptCommand } from '../../src/command/accept.ts';
import type { EvalOptions } from '../../src/vitest/eval-options.ts';
import { evaluate } from '../../src/vitest/evaluate.ts';
import { judgeLimit, limitsOf } from '../../src/vitest/gate-limits.ts';
import { gateReport } from '../../src/vitest/gate-report.ts';
import { colours, steady } from './colours.ts';

afterEach(() => void vi.restoreAllMocks());

/** What the test of the first limit says. */
async function reported(folder: string, options: EvalOptions): Promise<string> {
  const signal = new AbortController().signal;
  const evaluated = await evaluate('task.yaml', { cwd: folder, ...options }, signal);
  const [limit] = limitsOf(evaluated.prepared.loaded.task.gates);
  const { results = [] } = judgeLimit(limit!, evaluated);
  return steady(await gateReport(limit!, results, evaluated));
}

test('a limit tells where it stands, in which cells it does not hold, and the worst rows of these', async () => {
  const { folder } = colours('gate: { exact_match: { min: 0.5, cells: every } }');
  expect(await reported(folder, {})).toMatchInlineSnapshot(`
    "✓ exact_match >= 0.5: 1.000 at worst, in 1 of 2 cells
    ✗ exact_match >= 0.5: 0.000 in k=0
      --> task.yaml:9:9
      |
    9 | gate: { exact_match: { min: 0.5, cells: every } }
      |         ^^^^^^^^^^^

    ┌─┬─┬─┬─┬─┬─┬─┬─┐
    │ cell │ exact_match │ n │ failed │ truncated │ p50 │ tokens in │ out │
    │ k=0 │ 0.000 [0.000, 0.490] │ 4 │ 0 │ 4 │ <duration> │ 72 │ 16 │
    │ (majority label) │ 0.500 [0.150, 0.850] │ │ │ │ │ │ │
    │ (nearest copy) │ 1.000 [0.510, 1.000] │ │ │ │ │ │ │
    └─┴─┴─┴─┴─┴─┴─┴─┘

    t1 · k=0 · exact_match 0.000
      answer    red, green.
      expected  red
    t2 · k=0 · exact_match 0.000
      answer    red, green.
      expected  red
    t3 · k=0 · exact_match 0.000
      answer    red, green.
      expected  green

    saved as <run> · kshot show <run> --failures lists wrong answers"
  `);
});

test('a limit on failures tells why requests failed', async () => {
  const { folder } = colours('gate: { error_rate: { max: 0 } }');
  const options = { cell: 'k=0', set: { model: 'command:node half.mjs' } };
  expect(await reported(folder, options)).toMatchInlineSnapshot(`
    "✗ error_rate <= 0: 0.500 in k=0
      --> task.yaml:9:9
      |
    9 | gate: { error_rate: { max: 0 } }
      |         ^^^^^^^^^^

    ┌─┬─┬─┬─┬─┬─┬─┬─┐
    │ cell │ exact_match │ n │ failed │ truncated │ p50 │ tokens in │ out │
    │ k=0 │ 0.500 [0.095, 0.905] │ 2 │ 2 │ 0 │ <duration> │ 0 │ 0 │
    │ (majority label) │ 0.500 [0.150, 0.850] │ │ │ │ │ │ │
    │ (nearest copy) │ 1.000 [0.510, 1.000] │ │ │ │ │ │ │
    └─┴─┴─┴─┴─┴─┴─┴─┘

    t1 · k=0 · no idea
    t3 · k=0 · no idea

    saved as <run> · kshot show <run> --failures lists wrong answers"
  `);
});

test('a drop tells what it rests on, and the rows that lost most', async () => {
  const { folder, host } = colours('gate: { exact_match: { max_drop: 0.1, cells: every } }');
  const shots = (count: number) => ({ set: { grid: {}, 'shots.count': count } });
  const signal = new AbortController().signal;
  await evaluate('task.yaml', { cwd: folder, ...shots(1) }, signal);
  await acceptCommand(host, undefined);
  expect(await reported(folder, shots(0))).toMatchInlineSnapshot(`
    "✗ exact_match max_drop 0.1: regression in default: 1.000 -> 0.000
      -1.000 [-1.000, -0.020], p 0.0313 one-sided, 4 rows; a drop of 0.467 could have been seen
      compared with <run>: task.baseline.jsonl
      --> task.yaml:9:9
      |
    9 | gate: { exact_match: { max_drop: 0.1, cells: every } }
      |         ^^^^^^^^^^^

    ┌─┬─┬─┬─┬─┬─┬─┬─┐
    │ cell │ exact_match │ n │ failed │ truncated │ p50 │ tokens in │ out │
    │ default │ 0.000 [0.000, 0.490] │ 4 │ 0 │ 4 │ <duration> │ 72 │ 16 │
    │ (majority label) │ 0.500 [0.150, 0.850] │ │ │ │ │ │ │
    │ (nearest copy) │ 1.000 [0.510, 1.000] │ │ │ │ │ │ │
    └─┴─┴─┴─┴─┴─┴─┴─┘

    t1 · default · exact_match 1.000 -> 0.000
      answer    red, green.
      expected  red
    t2 · default · exact_match 1.000 -> 0.000
      answer    red, green.
      expected  red
    t3 · default · exact_match 1.000 -> 0.000
      answer    red, green.
      expected  green

    saved as <run> · kshot show <run> --failures lists wrong answers"
  `);
});
