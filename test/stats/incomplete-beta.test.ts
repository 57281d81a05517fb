import fc from 'fast-check';
import { expect, test } from 'vitest';
import { incompleteBeta } from '../../src/stats/incomplete-beta.ts';
import { logBeta, logGamma } from '../../src/stats/log-gamma.ts';

const parameters = fc.double({ min: 0.05, max: 3000, noNaN: true });
const shares = fc.double({ min: 0, max: 1, noNaN: true });

test('the logarithm of Gamma is that of the factorial', () => {
  let factorial = 1;
  for (let n = 1; n <= 20; n += 1) {
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 12);
    factorial *= n;
  }
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
});

test('ln B(a, b) is ln Gamma(a) + ln Gamma(b) - ln Gamma(a + b)', () => {
  fc.assert(
    fc.property(parameters, parameters, (a, b) => {
      expect(logBeta(a, b)).toBeCloseTo(logGamma(a) + logGamma(b) - logGamma(a + b), 9);
    }),
  );
});

test('both tails add up to 1', () => {
  fc.assert(
    fc.property(shares, parameters, parameters, (x, a, b) => {
      expect(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a, x)).toBeCloseTo(1, 10);
    }),
  );
});

test('with b = 1 it is x to the a', () => {
  expect(incompleteBeta(0.3, 3, 1)).toBeCloseTo(0.027, 14);
  expect(incompleteBeta(0.25, 0.5, 1)).toBeCloseTo(0.5, 14);
});

test('arguments out of range are refused', () => {
  expect(() => incompleteBeta(1.5, 1, 1)).toThrow(new RangeError('I_1.5(1, 1)'));
  expect(() => incompleteBeta(0.5, 0, 1)).toThrow(new RangeError('I_0.5(0, 1)'));
  expect(() => logGamma(-1)).toThrow(new RangeError('ln Gamma of -1'));
});
