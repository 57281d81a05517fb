// A key and its text in, one line of a segment out; and back: `crc32 key text`, and a line break.
import { crc32 } from 'node:zlib';

const keyStart = 9;
const textStart = keyStart + 64 + 1;
export const lineBreak = 0x0a;
const blank = 0x20;

export function recordOf(key: string, text: string): Buffer {
  const line = Buffer.from(`00000000 ${key} ${text}\n`);
  line.write(checksumOf(line), 'latin1');
  return line;
}

/** Whether a whole line, with its break, is as it was written. */
export function isSound(line: Buffer): boolean {
  return (
    line.length > textStart &&
    line.at(-1) === lineBreak &&
    line[keyStart - 1] === blank &&
    line[textStart - 1] === blank &&
    line.toString('latin1', 0, keyStart - 1) === checksumOf(line)
  );
}

export function keyOf(line: Buffer): string {
  return line.toString('latin1', keyStart, textStart - 1);
}

export function textOf(line: Buffer): string {
  return line.toString('utf8', textStart, line.length - 1);
}

/** Over key, blank and text: eight hexadecimal digits. */
function checksumOf(line: Buffer): string {
  return crc32(line.subarray(keyStart, -1)).toString(16).padStart(8, '0');
}
