import { expect, test } from 'vitest';
import { errorOf } from '../../src/base/problem.ts';
import { makeOutcome, type OutcomeParts } from '../../src/report/outcome.ts';
import { flatSettings } from '../../src/grid/cells.ts';
import type { Manifest } from '../../src/schedule/manifest.ts';
import { cellsOf } from '../schedule/fixture.ts';
import { exactMatch, gateOf, meanAt } from './fixture.ts';

test('an outcome holds what the run came to, ready for JSON', () => {
  const [cell] = cellsOf({ axes: { temperature: 0.4 } });
  const task = { name: 'reviews' };
  const manifest = { task, rows: 40, trials: 2, metrics: [exactMatch] } as unknown as Manifest;
  const metrics = { exact_match: meanAt(0.75) };
  const counts = { n: 40, answers: 79, failed: 1, unscored: 0, truncated: 2 };
  const summary = { ...counts, tokens: { in: 100, out: 10 }, metrics };
  const outcome = makeOutcome({
    manifest,
    run: '20261123-142501-reviews',
    seconds: 1.23456,
    summaries: [{ cell: cell!, summary: { ...summary, latency: { p50: 1, p95: 2 } } }],
    lines: [{ cell: 'majority label', summary }],
    questions: [],
    verdict: { gates: [gateOf()], exit: 0 },
    warnings: [errorOf('weak-target', 'a doubt', undefined, 'a mend')],
    priceOf: () => undefined,
    halted: undefined,
  });
  expect(outcome).toEqual({
    version: 1,
    task: 'reviews',
    run: '20261123-142501-reviews',
    rows: 40,
    trials: 2,
    metrics: [exactMatch],
    cells: [
      {
        id: 'cell0',
        name: 'default',
        axes: { temperature: 0.4 },
        params: flatSettings(cell!.settings),
        n: 40,
        answers: 79,
        failed: 1,
        unscored: 0,
        truncated: 2,
        tokens: { in: 100, out: 10 },
        latency: { p50: 1, p95: 2 },
        metrics: { exact_match: { mean: 0.75, low: 0.65, high: 0.85, n: 40, method: 'wilson' } },
      },
    ],
    reference_lines: [{ name: 'majority label', metrics }],
    gates: [gateOf()],
    warnings: ['error[weak-target]: a doubt\n  = help: a mend'],
    seconds: 1.235,
    exit: 0,
  });
  expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
});

/** An outcome of one cell of which this is known besides. */
function outcomeWith(parts: Partial<OutcomeParts>, paid?: { in: number; out: number }) {
  const [cell] = cellsOf({});
  const manifest = { task: { name: 'a' }, rows: 1, trials: 1, metrics: [] } as unknown as Manifest;
  const counts = { n: 1, answers: 1, failed: 0, unscored: 0, truncated: 0 };
  const tokens = { in: 1_000_000, out: 500_000 };
  return makeOutcome({
    manifest,
    run: '20261123-142501-a',
    seconds: 0,
    summaries: [
      { cell: cell!, summary: { ...counts, tokens, ...(paid ? { paid } : {}), metrics: {} } },
    ],
    lines: [],
    questions: [],
    verdict: { gates: [], exit: 0 },
    warnings: [],
    priceOf: () => ({ input: 2, output: 4 }),
    halted: undefined,
    ...parts,
  });
}

test('an outcome tells which part it is of, and why it ended early', () => {
  const shard = { index: 2, of: 3 };
  const { manifest } = { manifest: { task: { name: 'a' }, shard } as unknown as Manifest };
  const halted = { kind: 'storage', why: 'the disk is full' } as const;
  const outcome = outcomeWith({ manifest, halted });
  expect([outcome.shard, outcome.halted]).toEqual([shard, halted]);
  expect(Object.keys(outcomeWith({}))).not.toContain('shard');
});

test('a cell costs what was paid for, not what the cache gave', () => {
  const costs = [undefined, { in: 500_000, out: 0 }, { in: 0, out: 0 }].map(
    (paid) => outcomeWith({}, paid).cells[0]?.cost,
  );
  expect(costs).toEqual([4, 1, 0]);
});
