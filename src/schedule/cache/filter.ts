// Tells of most keys that an index does not hold them, without a look at the disk: a Bloom filter of a byte for each entry.

/** Four bits are set for each entry: of the keys that are not there 1 in 42 seems to be. */
export function makeFilter(entries: number): Buffer {
  return Buffer.alloc(Math.max(1, entries));
}

/** Keys are hashes: the four words of a prefix are as good as four more hashes of it. */
export function addToFilter(filter: Buffer, entry: Buffer): void {
  for (let byte = 0; byte < 16; byte += 4) {
    const bit = entry.readUInt32BE(byte) % (filter.length * 8);
    filter[bit >>> 3]! |= 1 << (bit & 7);
  }
}

export function mayHold(filter: Buffer, prefix: Buffer): boolean {
  for (let byte = 0; byte < 16; byte += 4) {
    const bit = prefix.readUInt32BE(byte) % (filter.length * 8);
    if ((filter[bit >>> 3]! & (1 << (bit & 7))) === 0) return false;
  }
  return true;
}
