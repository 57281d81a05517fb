import { createHash } from 'node:crypto';

/** Uniform draws from [0, 1) with 32 random bits each. */
export type Random = () => number;

/**
 * A generator seeded by a hash of all its parts: include the prompt or the row key, since a generator seeded by the seed
 * alone gives every row the same draw. xoshiro128** (Blackman and Vigna 2018); the same on every machine.
 */
export function seededRandom(...parts: readonly (string | number)[]): Random {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let d = digest.readInt32LE(12) | 1;
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result / 4294967296;
  };
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
