// In: bytes, in chunks of any size. Out: chunks of valid UTF-8 that hold whole characters, without the byte order mark.

import { isUtf8 } from 'node:buffer';
import type { Fault } from './file-problem.ts';
import { foreignFormat } from './foreign-format.ts';
import { countBreaks } from './place.ts';

export interface Chunk {
  readonly bytes: Buffer;
  readonly fault?: Fault;
}

const nothing = Buffer.alloc(0);
const byteOrderMark = Buffer.from('\uFEFF');
const restAtMost = 1000;

export async function* decode(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Chunk> {
  let held: Buffer = nothing;
  let atStart = true;
  let broken = false;
  for await (const chunk of withLongStart(chunks)) {
    const fault = atStart ? foreignFormat(chunk) : undefined;
    if (fault) return yield { bytes: nothing, fault };
    held = join(held, atStart ? withoutMark(chunk) : chunk);
    atStart = false;
    if (!broken) {
      const sound = soundLength(held);
      broken = sound.broken;
      yield { bytes: held.subarray(0, sound.length) };
      held = held.subarray(sound.length);
    }
    if (broken && (countBreaks(held) > 0 || held.length > restAtMost)) break;
  }
  if (held.length > 0) yield { bytes: nothing, fault: encodingFault(held) };
}

/** The first chunk is long enough to tell the format from. */
async function* withLongStart(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = nothing;
  for await (const chunk of chunks) {
    if (!start) yield asBuffer(chunk);
    else {
      start = join(start, asBuffer(chunk));
      if (start.length < 4) continue;
      yield start;
      start = undefined;
    }
  }
  if (start && start.length > 0) yield start;
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(byteOrderMark) ? bytes.subarray(3) : bytes;
}

/** How much of the bytes is text; what follows is broken, or the beginning of a character. */
function soundLength(bytes: Buffer): { length: number; broken: boolean } {
  const zero = bytes.indexOf(0);
  const length = zero === -1 ? wholeCharacters(bytes) : zero;
  if (isUtf8(bytes.subarray(0, length))) return { length, broken: zero !== -1 };
  return { length: validLength(bytes.subarray(0, length)), broken: true };
}

/** Bisects for the longest valid beginning. */
function validLength(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    const beginning = bytes.subarray(0, middle);
    if (isUtf8(beginning.subarray(0, wholeCharacters(beginning)))) valid = middle;
    else invalid = middle;
  }
  return wholeCharacters(bytes.subarray(0, valid));
}

/** The length without a last character of which bytes are missing. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return back < sequenceLength(byte) ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function sequenceLength(lead: number): number {
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function encodingFault(rest: Buffer): Fault {
  const byte = rest[0]!.toString(16).toUpperCase().padStart(2, '0');
  if (rest[0] === 0)
    return {
      message: 'a NUL byte, which no text file holds',
      help: 'the file is damaged or is not text: write it again as UTF-8',
      rest,
    };
  return {
    message: `byte 0x${byte} is not valid UTF-8`,
    help: 'save the file as UTF-8 (it may be in Windows-1252 or Latin-1 now)',
    rest,
  };
}

function join(left: Buffer, right: Buffer): Buffer {
  return left.length === 0 ? right : Buffer.concat([left, right]);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
