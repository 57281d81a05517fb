import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  hochberg,
  holm,
} from '../../src/stats/adjust-p.ts';

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

function atMost(small: readonly number[], large: readonly number[]): boolean {
  return small.every((value, index) => value <= large[index]! * (1 + 1e-12));
}

test('raw <= Benjamini-Hochberg <= Hochberg <= Holm <= Bonferroni', () => {
  fc.assert(
    fc.property(values, (p) => {
      const chain = [p, benjaminiHochberg(p), hochberg(p), holm(p), bonferroni(p)];
      for (const [index, larger] of chain.slice(1).entries())
        expect(atMost(chain[index]!, larger)).toBe(true);
      expect(atMost(benjaminiHochberg(p), benjaminiYekutieli(p))).toBe(true);
      expect(bonferroni(p).every((value) => value <= 1)).toBe(true);
    }),
  );
});

test('the order of the tests does not matter', () => {
  fc.assert(
    fc.property(values, (p) => {
      for (const adjust of [holm, benjaminiHochberg, benjaminiYekutieli, hochberg, bonferroni])
        expect(adjust(p.toReversed())).toEqual(adjust(p).toReversed());
    }),
  );
});

test('a smaller p stays the smaller one', () => {
  fc.assert(
    fc.property(values, (p) => {
      const rising = p.toSorted((a, b) => a - b);
      for (const adjust of [holm, benjaminiHochberg]) {
        const adjusted = adjust(rising);
        expect(adjusted).toEqual(adjusted.toSorted((a, b) => a - b));
      }
    }),
  );
});

test('no tests have no p values, and what is none is refused', () => {
  expect([holm([]), benjaminiHochberg([])]).toEqual([[], []]);
  expect(() => holm([0.5, 1.1])).toThrow(new RangeError('a p value of 1.1'));
  expect(() => benjaminiHochberg([Number.NaN])).toThrow(new RangeError('a p value of NaN'));
});
