import { expect, test } from 'vitest';
import { gateLines } from '../../src/report/gate-lines.ts';
import { gateOf } from './fixture.ts';

test('no gates have no lines', () => {
  expect(gateLines([])).toEqual([]);
});

test('a gate on one cell tells the value and the cell', () => {
  const gates = [gateOf({ cell: 'k=8' }), gateOf({ rule: 'max', limit: 0.5, passed: false })];
  expect(gateLines(gates)).toEqual([
    '✓ exact_match >= 0.7: 0.750 in k=8',
    '✗ exact_match <= 0.5: 0.750 in default',
  ]);
});

test('of several cells that hold it tells the one closest to the limit', () => {
  const gates = [
    gateOf({ value: 0.9, cell: 'k=2' }),
    gateOf({ value: 0.72, cell: 'k=4' }),
    gateOf({ value: 0.6, cell: 'k=0', passed: false }),
  ];
  expect(gateLines(gates)).toEqual([
    '✓ exact_match >= 0.7: 0.720 at worst, in 2 of 3 cells',
    '✗ exact_match >= 0.7: 0.600 in k=0',
  ]);
});

test('the best cell is said to be chosen by the same rows', () => {
  expect(gateLines([gateOf({ cell: 'k=8', optimistic: true })])).toEqual([
    '✓ exact_match >= 0.7: 0.750 in k=8 (optimistic: this cell was chosen by the same rows)',
  ]);
});

test('a gate on nothing says so', () => {
  const { value: _value, ...unscored } = gateOf({ passed: false });
  expect(gateLines([unscored])).toEqual(['✗ exact_match >= 0.7: nothing was scored in default']);
});

test('a value that rounds to the limit is shown with as many decimals as tell them apart', () => {
  const values = [0.6996, 0.69996, 0.7 - 1e-8, 0.699];
  const gates = values.map((value) => gateOf({ value, passed: false }));
  expect(gateLines(gates)).toEqual([
    '✗ exact_match >= 0.7: 0.6996 in default',
    '✗ exact_match >= 0.7: 0.69996 in default',
    '✗ exact_match >= 0.7: 0.69999999 in default',
    '✗ exact_match >= 0.7: 0.699 in default',
  ]);
});

test('a gate over 10,000 broken cells has six lines', () => {
  const gates = Array.from({ length: 10_000 }, () => gateOf({ passed: false, value: 0 }));
  expect(gateLines(gates).slice(4)).toEqual([
    '✗ exact_match >= 0.7: 0.000 in default',
    '✗ exact_match >= 0.7: and in 9,995 more cells',
  ]);
});

test('a gate that was skipped says where and why', () => {
  const { value: _value, ...untimed } = gateOf({ skipped: true });
  expect(gateLines([untimed, gateOf({ value: 0.9, cell: 'k=4' })])).toEqual([
    '✓ exact_match >= 0.7: 0.900 at worst, in 1 of 2 cells',
    '– exact_match >= 0.7: skipped in 1 cell, where the cache gave every answer: none was timed',
  ]);
});
