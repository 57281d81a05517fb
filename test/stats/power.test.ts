import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  detectableDifference,
  pairedPower,
  rowsForDifference,
  spreadOfDifferences,
} from '../../src/stats/power.ts';
import { shiftedUpperTail } from '../../src/stats/noncentral-t.ts';
import { upperTail } from '../../src/stats/student-t.ts';

/** Miller 2024 (arXiv:2411.00640), section 5: conditional variances of 1/6, variance of the differences 1/9. */
function miller(trials: number): number {
  return spreadOfDifferences({
    difference: 1 / 9,
    noise: [1 / 6, 1 / 6],
    trials: [trials, trials],
  });
}

test('the worked examples of Miller 2024 come out', () => {
  const noiseless = spreadOfDifferences({ difference: 1 / 9, noise: [0, 0], trials: [1, 1] });
  expect(Math.round(rowsForDifference(noiseless, 0.03))).toBe(969);
  // The paper cuts them to 13.2 and 7.5.
  const percent = (trials: number) => (100 * detectableDifference(miller(trials), 198)).toFixed(1);
  expect([percent(1), percent(10)]).toEqual(['13.3', '7.6']);
});

test('2.80 standard errors are found in 80 %', () => {
  expect(detectableDifference(1, 1)).toBeCloseTo(2.8016, 4);
});

test('rows for a difference and the difference for rows are inverse', () => {
  const spreads = fc.double({ min: 0.001, max: 10, noNaN: true });
  fc.assert(
    fc.property(spreads, fc.integer({ min: 1, max: 1e6 }), (sd, n) => {
      expect(rowsForDifference(sd, detectableDifference(sd, n)) / n).toBeCloseTo(1, 10);
    }),
  );
});

test('power grows with the rows and the difference, and stays a probability', () => {
  const powers = [2, 5, 20, 100, 500, 5000].map((n) => pairedPower(0.05, 0.4, n));
  expect(powers).toEqual(powers.toSorted((a, b) => a - b));
  const more = [0, 0.01, 0.05, 0.2, 1, 50].map((difference) => pairedPower(difference, 0.4, 50));
  expect(more).toEqual(more.toSorted((a, b) => a - b));
  expect([more[0], more.at(-1)]).toEqual([expect.closeTo(0.025, 10), 1]);
});

test('where rows suffice by the normal rule, the t test has that power', () => {
  expect(pairedPower(0.05, 0.4, rowsForDifference(0.4, 0.05))).toBeCloseTo(0.798, 2);
});

test('a t that is not shifted is Student’s', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.integer({ min: 1, max: 500 }),
      (t, freedom) => {
        expect(shiftedUpperTail(t, freedom, 0)).toBeCloseTo(upperTail(t, freedom), 10);
      },
    ),
  );
});

test('shifted tails are those of scipy 1.10, by the series and beyond', () => {
  expect(shiftedUpperTail(1.97, 300, 2.5)).toBeCloseTo(0.7019211018748372, 10);
  expect(shiftedUpperTail(41, 300, 40)).toBeCloseTo(0.3112877391931934, 10);
  expect(shiftedUpperTail(60, 300, 55)).toBeCloseTo(0.02967806, 2);
});

test('what cannot be is refused', () => {
  expect(() => detectableDifference(1, 0)).toThrow(new RangeError('a spread of 1 over 0 rows'));
  expect(() => rowsForDifference(1, 0)).toThrow(new RangeError('a difference of 0'));
  expect(() => pairedPower(0.1, 0, 10)).toThrow(new RangeError('a spread of 0 over 10 rows'));
  expect(() => shiftedUpperTail(-1, 3, 1)).toThrow(new RangeError('t above -1 with a shift of 1'));
});
