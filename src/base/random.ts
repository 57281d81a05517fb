import { hash } from 'node:crypto';

/** Uniform draws from [0, 1) with 32 random bits each. */
export type Random = () => number;

/**
 * A generator seeded by a hash of all its parts: include the prompt or the row key, since a generator seeded by the seed
 * alone gives every row the same draw. xoshiro128** (Blackman and Vigna 2018); the same on every machine.
 */
export function seededRandom(...parts: readonly (string | number)[]): Random {
  const digest = hash('sha256', JSON.stringify(parts), 'buffer');
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

/** 32 bits of a text's sha256. */
export function fingerprint(...parts: readonly (string | number)[]): number {
  return hash('sha256', JSON.stringify(parts), 'buffer').readUInt32LE(0);
}

/** Two fingerprints in, 32 well-mixed bits out (the finaliser of MurmurHash3): cheap enough for every pair of rows. */
export function mix(a: number, b: number): number {
  let bits = a ^ Math.imul(b, 0x9e3779b1);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
