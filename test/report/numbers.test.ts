import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plural, showBytes, showCount, showDuration, showScore } from '../../src/report/numbers.ts';

test.each([
  [0, '0.0ms'],
  [0.42, '0.4ms'],
  [9.94, '9.9ms'],
  [9.96, '10ms'],
  [999.4, '999ms'],
  [999.6, '1.0s'],
  [1234, '1.2s'],
  [99_940, '99.9s'],
  [99_960, '1m40s'],
  [119_400, '1m59s'],
  [119_600, '2m00s'],
  [3_599_400, '59m59s'],
  [3_599_600, '1h00m'],
  [5_430_000, '1h31m'],
  [360_000_000, '100h00m'],
])('%d ms are %s', (milliseconds, shown) => {
  expect(showDuration(milliseconds)).toBe(shown);
});

test('a duration is never NaN, never of 60 seconds or minutes', () => {
  const shape = /^(?:\d\.\dms|\d{2,3}ms|\d{1,2}\.\ds|[1-5]?\dm[0-5]\ds|\d+h[0-5]\dm)$/;
  const durations = fc.oneof(fc.double({ min: 0, max: 1e12, noNaN: true }), fc.nat(4_000_000));
  fc.assert(
    fc.property(durations, (duration) => {
      expect(showDuration(duration)).toMatch(shape);
    }),
  );
});

test('a longer duration is never shown as a shorter one', () => {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const read = (shown: string) =>
    [...shown.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * units[unit!]!,
      0,
    );
  const duration = fc.nat(400_000_000).map((tenths) => tenths / 10);
  fc.assert(
    fc.property(duration, duration, (a, b) => {
      const [short, long] = [Math.min(a, b), Math.max(a, b)];
      expect(read(showDuration(short))).toBeLessThanOrEqual(read(showDuration(long)));
    }),
  );
});

test('counts have commas between thousands', () => {
  const counts = [0, 999, 1000, 12_345, 1_234_567, 1234.5];
  expect(counts.map(showCount)).toEqual(['0', '999', '1,000', '12,345', '1,234,567', '1,235']);
});

test('scores have three decimals', () => {
  expect([0, 1, 2 / 3].map(showScore)).toEqual(['0.000', '1.000', '0.667']);
});

test('only one is not many', () => {
  expect([0, 1, 2000].map((count) => plural(count, 'row'))).toEqual([
    '0 rows',
    '1 row',
    '2,000 rows',
  ]);
});

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [1_234_567, '1.2 MB'],
  [5e9, '5.0 GB'],
  [7e15, '7000.0 TB'],
])('%d bytes are shown as %s', (count, shown) => {
  expect(showBytes(count)).toBe(shown);
});
