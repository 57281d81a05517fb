import { join } from 'node:path';
import { expect, test } from 'vitest';
import { displayPath } from '../../src/dataset/display-path.ts';

test('a path is shown from the working directory', () => {
  expect(displayPath(join(process.cwd(), 'datasets', 'reviews.csv'))).toBe('datasets/reviews.csv');
});

test('the working directory itself is a dot', () => {
  expect(displayPath(process.cwd())).toBe('.');
});
