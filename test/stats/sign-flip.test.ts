import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signFlip } from '../../src/stats/sign-flip.ts';

const hundredths = fc.integer({ min: -100, max: 100 }).map((one) => one / 100);

/** All 2^n signs, in whole numbers. */
function byHand(differences: readonly number[]): { p: number; pLess: number } {
  const sizes = differences.map((one) => Math.round(100 * one));
  const seen = sizes.reduce((sum, size) => sum + size, 0);
  let [far, low] = [0, 0];
  const flips = 2 ** sizes.length;
  for (let signs = 0; signs < flips; signs += 1) {
    const sum = sizes.reduce((total, size, i) => total + ((signs >> i) & 1 ? size : -size), 0);
    if (Math.abs(sum) >= Math.abs(seen)) far += 1;
    if (sum <= seen) low += 1;
  }
  return { p: far / flips, pLess: low / flips };
}

test('all signs of few differences are counted', () => {
  fc.assert(
    fc.property(fc.array(hundredths, { minLength: 1, maxLength: 9 }), (differences) => {
      const { p, pLess } = byHand(differences);
      const found = signFlip(differences, 1);
      expect(found.exact).toBe(true);
      expect(found.p).toBeCloseTo(p, 10);
      expect(found.pLess).toBeCloseTo(pLess, 10);
    }),
  );
});

test('differences of the same size are counted together, but for dust', () => {
  const differences = Array.from({ length: 300 }, (_, row) => (row % 3 === 0 ? -0.1 : 0.3 - 0.2));
  const { exact, p } = signFlip(differences, 1);
  expect([exact, p < 1e-8]).toEqual([true, true]);
});

test('to turn all signs changes sides', () => {
  fc.assert(
    fc.property(fc.array(hundredths, { minLength: 1, maxLength: 14 }), (differences) => {
      const [there, back] = [
        signFlip(differences, 1),
        signFlip(
          differences.map((d) => -d),
          1,
        ),
      ];
      expect(back.p).toBeCloseTo(there.p, 10);
      expect(back.pLess).toBeCloseTo(there.pGreater, 10);
    }),
  );
});

test('drawn signs come near to all signs', () => {
  // 19 sizes that differ, and one more that makes it drawn: nearly 0, it changes nothing.
  const differences = Array.from({ length: 19 }, (_, row) => Math.sin(row + 1) + 0.2 + row / 1e6);
  const all = signFlip(differences, 1);
  const drawn = signFlip([...differences, 1e-7, 3e-7], 1);
  expect([all.exact, drawn.exact]).toEqual([true, false]);
  // Three standard errors of 9,999 draws.
  expect(Math.abs(drawn.p - all.p)).toBeLessThan(0.015);
  expect(Math.abs(drawn.pLess - all.pLess)).toBeLessThan(0.015);
});

test('drawn p values are never 0', () => {
  const differences = Array.from({ length: 60 }, (_, row) => 1 + row / 1000);
  expect(signFlip(differences, 'a')).toEqual({
    p: 1 / 10_000,
    pLess: 1,
    pGreater: 1 / 10_000,
    exact: false,
  });
});

test('equal pairs show nothing', () => {
  expect(signFlip([0, 0, 0], 1)).toEqual({ p: 1, pLess: 1, pGreater: 1, exact: true });
});

test('no differences, and what is no number, are refused', () => {
  expect(() => signFlip([], 1)).toThrow(new RangeError('the signs of no differences'));
  expect(() => signFlip([1, Number.NaN], 1)).toThrow(
    new RangeError('differences that add up to NaN'),
  );
});
