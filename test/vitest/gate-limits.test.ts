import { expect, test } from 'vitest';
import { limitsOf } from '../../src/vitest/gate-limits.ts';

test('a test is named after its limit and the cells it speaks of, whatever a run brings', () => {
  const limits = limitsOf([
    { metric: 'rouge_l', min: 0.25, max_drop: 0.01, cells: { 'shots.count': 8, temperature: 0 } },
    { metric: 'exact_match', min: 0.5, max: 0.99, cells: 'best' },
    { metric: 'f1', min: 0.1, cells: 'every' },
    { metric: 'error_rate', max: 0 },
  ]);
  expect(limits.map(({ name }) => name)).toEqual([
    'rouge_l >= 0.25 in k=8 t=0',
    'rouge_l max_drop 0.01 in k=8 t=0',
    'exact_match >= 0.5 in the best cell',
    'exact_match <= 0.99 in the best cell',
    'f1 >= 0.1 in every cell',
    'error_rate <= 0',
  ]);
});
