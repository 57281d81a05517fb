import { upperIncompleteGamma } from './incomplete-gamma.ts';

/** The probability that a standard normal is above z: Q(1/2, z^2/2) / 2 for z >= 0, DLMF 7.11.2. Small tails keep their digits. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  return upperIncompleteGamma(0.5, (z * z) / 2) / 2;
}

/** The probability that chi-square with `freedom` degrees is above x >= 0: Q(freedom/2, x/2), Abramowitz and Stegun 26.4.19. */
export function chiSquareTail(x: number, freedom: number): number {
  return upperIncompleteGamma(freedom / 2, x / 2);
}
