import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mcnemarChiSquare } from '../../src/stats/mcnemar.ts';
import { tangoInterval, tangoTest } from '../../src/stats/tango.ts';

const counts = fc
  .tuple(fc.nat(200), fc.nat(200), fc.nat(2000))
  .filter(([aOnly, bOnly, same]) => aOnly + bOnly + same > 0)
  .map(([aOnly, bOnly, same]) => ({ aOnly, bOnly, n: aOnly + bOnly + same }));

test('at margin 0 its z is that of McNemar', () => {
  fc.assert(
    fc.property(counts, (all) => {
      const { z, pGreater } = tangoTest(all, 0);
      expect(z * z).toBeCloseTo(mcnemarChiSquare(all).statistic, 8);
      expect(2 * Math.min(pGreater, 1 - pGreater)).toBeCloseTo(mcnemarChiSquare(all).p, 8);
    }),
  );
});

test('the interval lies within [-1, 1], has a width, and holds the difference', () => {
  fc.assert(
    fc.property(counts, (all) => {
      const { low, high } = tangoInterval(all, 0.95);
      const difference = (all.aOnly - all.bOnly) / all.n;
      expect(low).toBeGreaterThanOrEqual(-1);
      expect(low).toBeLessThanOrEqual(difference);
      expect(high).toBeGreaterThanOrEqual(difference);
      expect(high).toBeLessThanOrEqual(1);
      expect(high).toBeGreaterThan(low);
    }),
  );
});

test('the bounds are where the test just rejects', () => {
  fc.assert(
    fc.property(counts, (all) => {
      const { low, high } = tangoInterval(all, 0.9);
      const inside = (bound: number) => Math.abs(bound) < 1 - 1e-6;
      const found = [low, high]
        .filter(inside)
        .map((bound) => Math.abs(tangoTest(all, bound).z) - 1.644853626951472);
      for (const distance of found) expect(distance).toBeCloseTo(0, 5);
    }),
  );
});

test('to change sides mirrors the interval', () => {
  fc.assert(
    fc.property(counts, ({ aOnly, bOnly, n }) => {
      const [there, back] = [
        tangoInterval({ aOnly, bOnly, n }, 0.95),
        tangoInterval({ aOnly: bOnly, bOnly: aOnly, n }, 0.95),
      ];
      expect(back.low).toBeCloseTo(-there.high, 12);
      expect(back.high).toBeCloseTo(-there.low, 12);
    }),
  );
});

test('the wider the margin, the surer that it is not exceeded', () => {
  const p = [-0.2, -0.1, -0.05, 0, 0.05].map(
    (margin) => tangoTest({ aOnly: 4, bOnly: 7, n: 80 }, margin).pGreater,
  );
  expect(p).toEqual(p.toSorted((a, b) => a - b));
});

test('all rows lost, and no rows that differ', () => {
  expect(tangoInterval({ aOnly: 0, bOnly: 3, n: 3 }, 0.95).low).toBe(-1);
  const { low, high } = tangoInterval({ aOnly: 0, bOnly: 0, n: 50 }, 0.95);
  // z^2 / (n + z^2)
  expect([low, high]).toEqual([expect.closeTo(-0.07135, 5), expect.closeTo(0.07135, 5)]);
  expect(tangoTest({ aOnly: 0, bOnly: 0, n: 50 }, 0)).toEqual({ z: 0, pGreater: 0.5 });
});

test.each([
  [{ aOnly: 0, bOnly: 0, n: 0 }, '0 and 0 of 0 rows'],
  [{ aOnly: 3, bOnly: 3, n: 5 }, '3 and 3 of 5 rows'],
  [{ aOnly: -1, bOnly: 0, n: 5 }, '-1 and 0 of 5 rows'],
])('%j are no counts', (wrong, message) => {
  expect(() => tangoInterval(wrong, 0.95)).toThrow(new RangeError(message));
  expect(() => tangoTest(wrong, 0)).toThrow(new RangeError(message));
});

test('a difference of 1 is no margin', () => {
  expect(() => tangoTest({ aOnly: 1, bOnly: 1, n: 5 }, 1)).toThrow(
    new RangeError('a difference of 1'),
  );
});
