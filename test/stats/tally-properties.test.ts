// Everything that a tally says, recounted from the words of DESIGN.md.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Completion } from '../../src/provider/completion.ts';
import type { Score } from '../../src/score/score.ts';
import { makeTally, type Result } from '../../src/stats/tally.ts';
import { done } from '../schedule/fixture.ts';

const failed: Completion = { status: 'failed', why: 'timeout' };

function scored(value: number): Score {
  return { status: 'scored', value };
}

const unscored: Score = { status: 'unscored', why: 'no reference' };

interface Given extends Result {
  readonly cell: number;
  readonly row: number;
  readonly trial: number;
  readonly shortened: boolean;
}

const shape = { cells: 2, rows: 4, trials: 3, kinds: ['graded', 'graded'] } as const;

const score = fc.oneof(
  fc.integer({ min: 0, max: 8 }).map((eighths) => scored(eighths / 8)),
  fc.constant(unscored),
);

const completion = fc.oneof(
  { weight: 1, arbitrary: fc.constant(failed) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        finish: fc.constantFrom('stop', 'length'),
        usage: fc.record({ in: fc.nat(999), out: fc.nat(99), cached: fc.nat(99) }),
        latencyMs: fc.nat(9999),
        cached: fc.constantFrom(true, undefined),
      })
      .map(({ cached, ...fields }) => done('', cached ? { ...fields, cached } : fields)),
  },
);

const results = fc.uniqueArray(
  fc.record({
    cell: fc.nat(shape.cells - 1),
    row: fc.nat(shape.rows - 1),
    trial: fc.nat(shape.trials - 1),
    completion,
    scores: fc.tuple(score, score),
    shortened: fc.boolean(),
  }),
  { selector: ({ cell, row, trial }) => [cell, row, trial].join(' ') },
);

function valuesOf(own: readonly Given[], row: number, metric: number): number[] {
  return own
    .filter((result) => result.row === row && result.completion.status === 'done')
    .flatMap(({ scores }) => {
      const one = scores[metric]!;
      return one.status === 'scored' ? [one.value] : [];
    });
}

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Straight from the words of DESIGN.md, with no regard to memory. */
function recompute(own: readonly Given[]) {
  const answered = own.flatMap((result) =>
    result.completion.status === 'done' ? [{ ...result, completion: result.completion }] : [],
  );
  const asked = answered.filter((result) => !result.completion.cached);
  const rows = Array.from({ length: shape.rows }, (_, row) => row);
  const means = [0, 1].map((metric) =>
    rows.map((row) => valuesOf(own, row, metric)).filter(({ length }) => length > 0),
  );
  const sum = (count: (result: (typeof answered)[number]) => number) =>
    answered.reduce((total, result) => total + count(result), 0);
  return {
    answers: answered.length,
    failed: own.length - answered.length,
    unscored: sum(({ scores }) => Number(scores.some(({ status }) => status === 'unscored'))),
    unjudged: 0,
    truncated: sum((result) => Number(result.completion.finish === 'length')),
    shortened: own.filter(({ shortened }) => shortened).length,
    cached: sum((result) => Number(result.completion.cached ?? false)),
    rows: rows.filter((row) => [0, 1].some((metric) => valuesOf(own, row, metric).length > 0))
      .length,
    tokens: {
      in: sum((result) => result.completion.usage!.in),
      out: sum((result) => result.completion.usage!.out),
    },
    paid: {
      in: sum((result) => (result.completion.cached ? 0 : result.completion.usage!.in)),
      out: sum((result) => (result.completion.cached ? 0 : result.completion.usage!.out)),
    },
    prefixCached: sum((result) =>
      result.completion.cached ? 0 : result.completion.usage!.cached!,
    ),
    latencies: asked.map((result) => result.completion.latencyMs!).sort((a, b) => a - b),
    means: means.map((metric) => metric.map(average)),
  };
}

test('in any order of results, the tally says what a naive recount says', () => {
  fc.assert(
    fc.property(results, (given) => {
      const tally = makeTally(shape);
      for (const { cell, row, trial, ...result } of given) tally.add({ cell, row, trial }, result);
      for (const cell of [0, 1]) {
        const { latencies, ...counts } = tally.counts(cell);
        expect({
          ...counts,
          latencies: Array.from(latencies).sort((a, b) => a - b),
          means: [0, 1].map((metric) => [...tally.rowMeans(cell, metric)]),
        }).toEqual(recompute(given.filter((result) => result.cell === cell)));
      }
    }),
  );
});

test('the mean of a row does not depend on the order in which its trials came back', () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  });
  const both = values.chain((given) =>
    fc.tuple(
      fc.constant(given),
      fc.shuffledSubarray([...given.keys()], { minLength: given.length }),
    ),
  );
  fc.assert(
    fc.property(both, ([given, order]) => {
      const means = [[...given.keys()], order].map((trials) => {
        const tally = makeTally({ cells: 1, rows: 1, trials: given.length, kinds: ['graded'] });
        for (const trial of trials) {
          const result = { completion: done(''), scores: [scored(given[trial]!)] };
          tally.add({ cell: 0, row: 0, trial }, result);
        }
        return tally.rowMeans(0, 0);
      });
      expect(means[1]).toEqual(means[0]);
    }),
  );
});
