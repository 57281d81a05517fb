import { expect, test } from 'vitest';
import { terminalReport } from '../../src/report/terminal.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { cellOutcomes, exactMatch, gateOf, gridOf, meanAt, outcomeOf, rougeL } from './fixture.ts';

test('one cell', () => {
  expect(terminalReport(outcomeOf())).toMatchInlineSnapshot(`
    "reviews · 1 cell × 40 rows = 40 requests · embedded · 1.2s

    ┌─────────┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell    │          exact_match │  n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    └─────────┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴─────┘

    saved as 20261123-142501-reviews · kshot show prints it again, --failures lists wrong answers"
  `);
});

test('a grid with two axes and two metrics, best first, above the reference lines', () => {
  const cells = gridOf([0, 0.4], [0, 8], (t, k) => 0.4 + k / 20 - t / 4).map((cell, index) => ({
    ...cell,
    metrics: { ...cell.metrics, rouge_l: meanAt(0.3 + index / 100) },
    tokens: { in: 1_234_567 * (index + 1), out: 4_000 },
  }));
  const lines = [
    { name: 'majority label', metrics: { exact_match: meanAt(0.25), rouge_l: meanAt(0.2) } },
    { name: 'nearest copy', metrics: { exact_match: meanAt(0.6), rouge_l: { n: 0 } as const } },
  ];
  const metrics = [exactMatch, rougeL];
  const outcome = outcomeOf({ cells, metrics, reference_lines: lines, trials: 2, seconds: 75.5 });
  expect(terminalReport(outcome)).toMatchInlineSnapshot(`
    "reviews · 4 cells × 40 rows × 2 trials = 320 requests · embedded · 75.5s

    ┌──────────────────┬───┬──────────────────────┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬───────┐
    │ t                │ k │          exact_match │              rouge_l │  n │ failed │ truncated │   p50 │ tokens in │   out │
    │ 0                │ 8 │ 0.800 [0.700, 0.900] │ 0.310 [0.210, 0.410] │ 40 │      0 │         0 │ 0.4ms │ 2,469,134 │ 4,000 │
    │ 0.4              │ 8 │ 0.700 [0.600, 0.800] │ 0.330 [0.230, 0.430] │ 40 │      0 │         0 │ 0.4ms │ 4,938,268 │ 4,000 │
    │ 0                │ 0 │ 0.400 [0.300, 0.500] │ 0.300 [0.200, 0.400] │ 40 │      0 │         0 │ 0.4ms │ 1,234,567 │ 4,000 │
    │ 0.4              │ 0 │ 0.300 [0.200, 0.400] │ 0.320 [0.220, 0.420] │ 40 │      0 │         0 │ 0.4ms │ 3,703,701 │ 4,000 │
    │ (majority label) │   │ 0.250 [0.150, 0.350] │ 0.200 [0.100, 0.300] │    │        │           │       │           │       │
    │ (nearest copy)   │   │ 0.600 [0.500, 0.700] │                    – │    │        │           │       │           │       │
    └──────────────────┴───┴──────────────────────┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴───────┘

    saved as 20261123-142501-reviews · kshot show prints it again, --failures lists wrong answers"
  `);
});

test('an axis that a cell does not have is a dash', () => {
  const cells = cellOutcomes(
    { axes: { model: 'embedded', temperature: 0 } },
    { axes: { model: 'together-inference:acme/large' }, params: { model: 'acme' } },
  );
  expect(terminalReport(outcomeOf({ cells }))).toMatchInlineSnapshot(`
    "reviews · 2 cells × 40 rows = 80 requests · embedded, acme · 1.2s

    ┌───────────────────────────────┬───┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬─────┐
    │ model                         │ t │          exact_match │  n │ failed │ truncated │   p50 │ tokens in │ out │
    │ embedded                      │ 0 │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ together-inference:acme/large │ – │ 0.750 [0.650, 0.850] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    └───────────────────────────────┴───┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴─────┘

    saved as 20261123-142501-reviews · kshot show prints it again, --failures lists wrong answers"
  `);
});

test('failures, answers without a score, and answers that were cut', () => {
  const cells = cellOutcomes(
    { axes: { temperature: 0 }, failed: 3, answers: 37, n: 35, unscored: 2, truncated: 9 },
    { axes: { temperature: 1 }, failed: 40, answers: 0, n: 0, metrics: { exact_match: { n: 0 } } },
  ).map((cell) => {
    const { latency, ...rest } = cell;
    return cell.answers === 0 ? rest : { ...rest, ...(latency ? { latency } : {}) };
  });
  expect(terminalReport(outcomeOf({ cells, exit: 3 }))).toMatchInlineSnapshot(`
    "reviews · 2 cells × 40 rows = 80 requests · embedded · 1.2s

    ┌───┬──────────────────────┬────┬────────┬──────────┬───────────┬───────┬───────────┬─────┐
    │ t │          exact_match │  n │ failed │ unscored │ truncated │   p50 │ tokens in │ out │
    │ 0 │ 0.750 [0.650, 0.850] │ 35 │      3 │        2 │         9 │ 0.4ms │    12,345 │  80 │
    │ 1 │                    – │  0 │     40 │        0 │         0 │     – │    12,345 │  80 │
    └───┴──────────────────────┴────┴────────┴──────────┴───────────┴───────┴───────────┴─────┘

    warning: more than 10 % of the answers in t=0 were cut by max_tokens: raise it, or add a stop string

    incomplete: 43 of 80 requests failed, more than 5 % (exit code 3)
    saved as 20261123-142501-reviews · kshot show prints it again, --failures says why answers failed
    ask again what failed: kshot resume 20261123-142501-reviews --failed"
  `);
});

test('nothing that could be scored', () => {
  const metrics = { exact_match: { n: 0 } } as const;
  const cells = cellOutcomes({ n: 0, unscored: 40, metrics });
  expect(terminalReport(outcomeOf({ cells, exit: 3 }))).toMatchInlineSnapshot(`
    "reviews · 1 cell × 40 rows = 40 requests · embedded · 1.2s

    ┌─────────┬─────────────┬───┬────────┬──────────┬───────────┬───────┬───────────┬─────┐
    │ cell    │ exact_match │ n │ failed │ unscored │ truncated │   p50 │ tokens in │ out │
    │ default │           – │ 0 │      0 │       40 │         0 │ 0.4ms │    12,345 │  80 │
    └─────────┴─────────────┴───┴────────┴──────────┴───────────┴───────┴───────────┴─────┘

    incomplete: nothing could be scored (exit code 3)
    saved as 20261123-142501-reviews · kshot show prints it again, --failures says why answers failed"
  `);
});

test('gates: those that hold in one line, of those that do not the first five', () => {
  const cells = gridOf([0, 0.2, 0.4, 0.6, 0.8, 1], [8], (t) => 0.69 - t / 10);
  const gates = [
    gateOf({ metric: 'error_rate', rule: 'max', limit: 0, value: 0, cell: 't=0' }),
    ...cells.map(({ name }, index) =>
      gateOf({ cell: name, value: 0.69 - index / 50, passed: false }),
    ),
  ];
  expect(terminalReport(outcomeOf({ cells, gates, exit: 1 }))).toMatchInlineSnapshot(`
    "reviews · 6 cells × 40 rows = 240 requests · embedded · 1.2s

    ┌─────┬──────────────────────┬────┬────────┬───────────┬───────┬───────────┬─────┐
    │ t   │          exact_match │  n │ failed │ truncated │   p50 │ tokens in │ out │
    │ 0   │ 0.690 [0.590, 0.790] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ 0.2 │ 0.670 [0.570, 0.770] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ 0.4 │ 0.650 [0.550, 0.750] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ 0.6 │ 0.630 [0.530, 0.730] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ 0.8 │ 0.610 [0.510, 0.710] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    │ 1   │ 0.590 [0.490, 0.690] │ 40 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    └─────┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴─────┘

    ✓ error_rate <= 0: 0.000 in t=0
    ✗ exact_match >= 0.7: 0.690 in t=0
    ✗ exact_match >= 0.7: 0.670 in t=0.2
    ✗ exact_match >= 0.7: 0.650 in t=0.4
    ✗ exact_match >= 0.7: 0.630 in t=0.6
    ✗ exact_match >= 0.7: 0.610 in t=0.8
    ✗ exact_match >= 0.7: and in 1 more cell

    failed: a gate does not hold (exit code 1)
    saved as 20261123-142501-reviews · kshot show prints it again, --failures lists wrong answers"
  `);
});

test('an interrupted run', () => {
  const cells = cellOutcomes({ n: 7, answers: 7 });
  expect(terminalReport(outcomeOf({ cells, exit: 130 }))).toMatchInlineSnapshot(`
    "reviews · 1 cell × 40 rows = 40 requests · embedded · 1.2s

    ┌─────────┬──────────────────────┬───┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell    │          exact_match │ n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default │ 0.750 [0.650, 0.850] │ 7 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    └─────────┴──────────────────────┴───┴────────┴───────────┴───────┴───────────┴─────┘

    warning: 7 rows only: the intervals are wide, and small differences mean nothing

    interrupted: the table holds what was answered until then (exit code 130)
    saved as 20261123-142501-reviews · kshot show prints it again, --failures lists wrong answers"
  `);
});

test('in colour the headline is bold, gates are green or red, doubts yellow, and nothing else', () => {
  const cells = cellOutcomes({ n: 7 });
  const gates = [gateOf(), gateOf({ metric: 'rouge_l', passed: false, value: 0.5 })];
  const report = terminalReport(outcomeOf({ cells, gates, exit: 1 }), { color: true });
  expect(report.replaceAll('\u001b', '<ESC>')).toMatchInlineSnapshot(`
    "<ESC>[1mreviews · 1 cell × 40 rows = 40 requests · embedded · 1.2s<ESC>[22m

    ┌─────────┬──────────────────────┬───┬────────┬───────────┬───────┬───────────┬─────┐
    │ cell    │          exact_match │ n │ failed │ truncated │   p50 │ tokens in │ out │
    │ default │ 0.750 [0.650, 0.850] │ 7 │      0 │         0 │ 0.4ms │    12,345 │  80 │
    └─────────┴──────────────────────┴───┴────────┴───────────┴───────┴───────────┴─────┘

    <ESC>[32m✓ exact_match >= 0.7: 0.750 in default<ESC>[39m
    <ESC>[31m✗ rouge_l >= 0.7: 0.500 in default<ESC>[39m

    <ESC>[33mwarning: 7 rows only: the intervals are wide, and small differences mean nothing<ESC>[39m

    failed: a gate does not hold (exit code 1)
    saved as 20261123-142501-reviews · kshot show prints it again, --failures lists wrong answers"
  `);
});

test('the colours are all that colour changes', () => {
  const outcome = outcomeOf({ gates: [gateOf()], cells: cellOutcomes({ n: 7 }) });
  const plain = terminalReport(outcome, { color: false });
  // oxlint-disable-next-line no-control-regex
  expect(terminalReport(outcome, { color: true }).replaceAll(/\u001b\[\d+m/g, '')).toBe(plain);
});

test('of more than 20 cells the best 20 are shown, with --all every one', () => {
  const counts = Array.from({ length: 22 }, (_, index) => index);
  const cells = gridOf([0], counts, (_, count) => count / 30);
  const best = terminalReport(outcomeOf({ cells })).split('\n');
  const all = terminalReport(outcomeOf({ cells }), { all: true }).split('\n');
  const rows = (lines: readonly string[]) => lines.filter((line) => /^│ +\d+ /.test(line));
  expect([rows(best).length, rows(all).length]).toEqual([20, 22]);
  expect(best.slice(-4)).toMatchInlineSnapshot(`
    [
      "└────┴──────────────────────┴────┴────────┴───────────┴───────┴───────────┴─────┘",
      "… and 2 cells more: --all shows them",
      "",
      "saved as 20261123-142501-reviews · kshot show prints it again, --failures lists wrong answers",
    ]
  `);
});

/** What follows the table. */
function endOf(changes: Partial<Outcome>): string[] {
  return terminalReport(outcomeOf(changes)).split('\n').slice(7);
}

test('a run that ended early says why, and how to go on with it', () => {
  const why = 'cannot write .kshot/runs/a/journal.jsonl: the disk is full';
  const saved =
    'saved as 20261123-142501-reviews · kshot show prints it again, --failures lists wrong answers';
  const goOn = 'go on with it: kshot resume 20261123-142501-reviews';
  expect(endOf({ exit: 3, halted: { kind: 'storage', why } })).toEqual([
    `stopped: ${why} (exit code 3)`,
    saved,
    goOn,
  ]);
  expect(endOf({ exit: 130, halted: { kind: 'interrupted' } })).toEqual([
    'interrupted: the table holds what was answered until then (exit code 130)',
    saved,
    goOn,
  ]);
});

test('a part says how much of the run it is, and what joins it with the others', () => {
  const cells = cellOutcomes({ answers: 9, failed: 1 });
  const report = terminalReport(outcomeOf({ cells, shard: { index: 2, of: 4 } })).split('\n');
  expect([report[0], ...report.slice(7)]).toEqual([
    'reviews · part 2 of 4: 10 of 1 cell × 40 rows = 40 requests · embedded · 1.2s',
    'kshot merge joins all parts and judges the gates',
    'saved as 20261123-142501-reviews · kshot show prints it again, --failures says why answers failed',
    'ask again what failed: kshot resume 20261123-142501-reviews --failed',
  ]);
});
