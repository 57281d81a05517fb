// Where the record of a key lies, in 32 bytes: 16 of the key, 4 of the segment's number, 8 of the offset, 4 of the length.

export const entryBytes = 32;
export const prefixBytes = 16;

export interface Spot {
  readonly offset: number;
  /** Of the whole line, with its break. */
  readonly length: number;
}

const key = /^[0-9a-f]{64}$/;

export function isKey(text: string): boolean {
  return key.test(text);
}

/** Half of a sha256 tells keys apart; the record holds the whole key, and that is compared. */
export function prefixOf(text: string): Buffer {
  return Buffer.from(text.slice(0, 2 * prefixBytes), 'hex');
}

/** Negative, zero or positive, as a comparison for sort. */
export function comparePrefixes(a: Buffer, atA: number, b: Buffer, atB: number): number {
  for (let byte = 0; byte < prefixBytes; byte += 4) {
    const difference = a.readUInt32BE(atA + byte) - b.readUInt32BE(atB + byte);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** By segment and offset: the older record first. */
export function compareAges(a: Buffer, b: Buffer): number {
  return a.compare(b, prefixBytes, prefixBytes + 12, prefixBytes, prefixBytes + 12);
}

const wordSize = 0x1_0000_0000;

export function writeSpot(entries: Buffer, at: number, { offset, length }: Spot): void {
  entries.writeUInt32BE(Math.floor(offset / wordSize), at + 20);
  entries.writeUInt32BE(offset % wordSize, at + 24);
  entries.writeUInt32BE(length, at + 28);
}

export function readSpot(entries: Buffer, at: number): Spot {
  const offset = entries.readUInt32BE(at + 20) * wordSize + entries.readUInt32BE(at + 24);
  return { offset, length: entries.readUInt32BE(at + 28) };
}

/** Segments are counted in the order of the list at the end of the index. */
export function segmentNumberAt(entries: Buffer, at: number): number {
  return entries.readUInt32BE(at + prefixBytes);
}

export function setSegmentNumber(entries: Buffer, at: number, segment: number): void {
  entries.writeUInt32BE(segment, at + prefixBytes);
}
