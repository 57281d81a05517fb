import { hashParts } from '../base/hash.ts';

/** Which rows a sample took: those that hash below `cut`, and the first `ties` that hash to it. */
export interface Draw {
  readonly cut: number;
  readonly ties: number;
}

/** The seeded hash of a row, 48 bits of it. Sampling has a hash of its own, so that drawn rows are not the first shots as well. */
export function drawHash(seed: number, key: string): number {
  return Number.parseInt(hashParts('sample', seed, key).slice(0, 12), 16);
}

/** Decides row by row, in file order, what `drawFrom` decided over all rows. */
export function drawn({ cut, ties }: Draw): (hash: number) => boolean {
  let left = ties;
  return (hash) => {
    if (hash !== cut) return hash < cut;
    left -= 1;
    return left >= 0;
  };
}

/** All hashes of a file, 8 bytes each. */
export interface Hashes {
  readonly add: (hash: number) => void;
  /** The `count` smallest; of equal ones the first. */
  readonly draw: (count: number) => Draw;
}

export function hashes(): Hashes {
  let held = new Float64Array(1024);
  let length = 0;
  return {
    add(hash) {
      if (length === held.length) {
        const longer = new Float64Array(length * 2);
        longer.set(held);
        held = longer;
      }
      held[length] = hash;
      length += 1;
    },
    draw(count) {
      const drawnHashes = held.slice(0, length).sort().subarray(0, count);
      const cut = drawnHashes.at(-1) ?? -1;
      return { cut, ties: drawnHashes.length - drawnHashes.indexOf(cut) };
    },
  };
}
