import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint, mix, seededRandom } from '../../src/base/random.ts';

/** Pearson's statistic of draws from [0, 1) in so many equal bins. */
function chiSquare(draw: () => number, bins: number, draws: number): number {
  const counts = Array.from({ length: bins }, () => 0);
  for (let n = 0; n < draws; n += 1) counts[Math.floor(draw() * bins)]! += 1;
  const expected = draws / bins;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

// The 0.999 quantile of chi-square with 99 degrees of freedom.
const limit = 148.23;

test('draws are uniform', () => {
  expect(chiSquare(seededRandom('uniform'), 100, 100_000)).toBeLessThan(limit);
});

test('the first draws of many seeds are uniform too', () => {
  let seed = 0;
  expect(chiSquare(() => seededRandom(7, `row ${(seed += 1)}`)(), 100, 20_000)).toBeLessThan(limit);
});

test('mixed fingerprints are uniform', () => {
  const prints = Array.from({ length: 200 }, (_, n) => fingerprint('row', n));
  let pair = 0;
  const draw = () => {
    const [a, b] = [prints[Math.floor(pair / 200)]!, prints[pair % 200]!];
    pair += 1;
    return mix(a, b) / 2 ** 32;
  };
  expect(chiSquare(draw, 100, 40_000)).toBeLessThan(limit);
});

test('the same parts give the same draws on every machine', () => {
  const draw = seededRandom('kshot', 7);
  expect([draw(), draw(), draw()]).toMatchInlineSnapshot(`
    [
      0.6417687854263932,
      0.8213986286427826,
      0.8253279807977378,
    ]
  `);
  expect([fingerprint('kshot', 7), mix(1, 2), mix(2, 1)]).toMatchInlineSnapshot(`
    [
      3093789850,
      232174035,
      2117216093,
    ]
  `);
});

test('other parts, or parts cut elsewhere, give other draws', () => {
  const part = fc.oneof(fc.string(), fc.integer());
  const parts = fc.array(part, { minLength: 1 });
  const draws = (seed: readonly (string | number)[]) => {
    const draw = seededRandom(...seed);
    return [draw(), draw()];
  };
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(draws(a)).not.toEqual(draws(b));
      expect(draws(a)).toEqual(draws(a));
    }),
  );
  expect(draws(['ab', 'c'])).not.toEqual(draws(['a', 'bc']));
  expect(draws([1])).not.toEqual(draws(['1']));
});
