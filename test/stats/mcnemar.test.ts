import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mcnemar, mcnemarChiSquare } from '../../src/stats/mcnemar.ts';
import { halfBinomial } from '../../src/stats/half-binomial.ts';
import { signFlip } from '../../src/stats/sign-flip.ts';

const counts = fc.record({ aOnly: fc.nat(400), bOnly: fc.nat(400) });

test('few rows give fractions without dust', () => {
  expect(mcnemar({ aOnly: 5, bOnly: 0 })).toEqual({
    exact: 1 / 16,
    midP: 1 / 32,
    worse: 1 / 32,
    worseMidP: 1 / 64,
    betterMidP: 63 / 64,
  });
});

test('without rows that differ nothing is shown', () => {
  expect(mcnemar({ aOnly: 0, bOnly: 0 })).toEqual({
    exact: 1,
    midP: 1,
    worse: 1,
    worseMidP: 0.5,
    betterMidP: 0.5,
  });
  expect(mcnemarChiSquare({ aOnly: 0, bOnly: 0 })).toEqual({ statistic: 0, p: 1 });
});

test('to change sides changes better and worse, and nothing two-sided', () => {
  fc.assert(
    fc.property(counts, ({ aOnly, bOnly }) => {
      const [there, back] = [mcnemar({ aOnly, bOnly }), mcnemar({ aOnly: bOnly, bOnly: aOnly })];
      expect([back.exact, back.midP]).toEqual([there.exact, there.midP]);
      expect(back.worseMidP).toBeCloseTo(there.betterMidP, 12);
    }),
  );
});

test('mid-p is below exact p, and more rows lost make it smaller', () => {
  fc.assert(
    fc.property(counts, ({ aOnly, bOnly }) => {
      const { exact, midP, worseMidP } = mcnemar({ aOnly, bOnly });
      expect(midP).toBeLessThanOrEqual(exact);
      expect(mcnemar({ aOnly: aOnly + 1, bOnly }).worseMidP).toBeLessThan(worseMidP + 1e-15);
    }),
  );
});

test('it is the sign-flip test of the rows that differ', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.nat(60), (aOnly, bOnly) => {
      const differences = [...Array<number>(aOnly).fill(-1), ...Array<number>(bOnly).fill(1), 0];
      const { p, pLess, exact } = signFlip(differences, 1);
      const expected = mcnemar({ aOnly, bOnly });
      expect(exact).toBe(true);
      expect(p).toBeCloseTo(expected.exact, 10);
      expect(pLess).toBeCloseTo(expected.worse, 10);
    }),
  );
});

test('summed and by the beta function a binomial is the same', () => {
  const [summed, beyond] = [halfBinomial(480, 1000), halfBinomial(480, 1001)];
  // P(X <= k) of 1001 tosses is that of 1000 less half of its last term.
  expect(beyond.atMost).toBeCloseTo(summed.atMost - summed.exactly / 2, 12);
  expect(beyond.exactly).toBeCloseTo((summed.exactly * 1001) / 521 / 2, 12);
});

test.each([
  [-1, 0, '-1 rows'],
  [1, 0.5, '0.5 rows'],
])('%d and %d are no counts', (aOnly, bOnly, message) => {
  expect(() => mcnemar({ aOnly, bOnly })).toThrow(new RangeError(message));
  expect(() => mcnemarChiSquare({ aOnly, bOnly })).toThrow(new RangeError(message));
});
