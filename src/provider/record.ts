// Completions in, lines of a recording out; and back. `replay:` answers from them.
import { closeSync, fstatSync, openSync, readSync, truncateSync, writeSync } from 'node:fs';
import { errorOf, UserError } from '../base/problem.ts';
import type { Redact } from '../base/redact.ts';
import { recordKey, type Request } from '../plan/request.ts';
import type { Done } from './completion.ts';
import { jsonLine, readOwnAnswer } from './exchange.ts';
import { parse } from './http/failure.ts';
import type { Complete } from './provider.ts';
import type { Answer } from './wire/wire.ts';

/** Hands every completion to `write`, as a line. Failures are not recorded: asked again, they may be answered. */
export function recorded(
  complete: Complete,
  write: (line: string) => void | Promise<unknown>,
): Complete {
  return async (request, signal) => {
    const completion = await complete(request, signal);
    if (completion.status === 'done') await write(recordLine(request, completion));
    return completion;
  };
}

function recordLine(request: Request, { text, finish, finishRaw, usage, logprobs }: Done): string {
  return jsonLine({
    key: recordKey(request),
    text,
    finish,
    finish_raw: finishRaw,
    ...(usage ? { tokens: usage } : {}),
    ...(logprobs ? { logprobs } : {}),
  });
}

/** A line without a key, or whose answer is none, has a failed answer that says why. */
export function readRecord(line: unknown): { readonly key: string; readonly answer: Answer } {
  const { key } = Object(line) as { key?: unknown };
  if (typeof key === 'string') return { key, answer: readOwnAnswer(line) };
  return { key: '', answer: { status: 'failed', why: 'it has no key' } };
}

export interface Recording {
  readonly write: (line: string) => void;
  readonly close: () => void;
}

/** Lines are added to a recording that is there already. Throws a UserError where the file is something else. `shown` is the path as people wrote it. */
export function openRecording(path: string, shown: string, redact: Redact): Recording {
  const file = openToAdd(path, shown);
  try {
    mendEnd(file, path, shown);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  return {
    // Handed to the system at once: a killed process loses no line.
    write: (line) => void writeSync(file, `${redact(line)}\n`),
    close: () => closeSync(file),
  };
}

function openToAdd(path: string, shown: string): number {
  try {
    return openSync(path, 'a+');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such folder' : code;
    throw new UserError([errorOf('file-not-found', `cannot write ${shown}: ${reason}`)]);
  }
}

const start = Buffer.from('{"key":"');

/** A killed process may have left the beginning of a line. */
function mendEnd(file: number, path: string, shown: string): void {
  const { size } = fstatSync(file);
  if (size === 0) return;
  if (!bytesOf(file, 0, start.length).equals(start)) {
    const message = `${shown} is there already, and is no recording`;
    throw new UserError([errorOf('file-exists', message, undefined, 'name another file')]);
  }
  const begin = startOfLastLine(file, size);
  if (begin === size) return;
  const { answer } = readRecord(parse(bytesOf(file, begin, size).toString('utf8')));
  if (answer.status === 'done') writeSync(file, '\n');
  else truncateSync(path, begin);
}

function startOfLastLine(file: number, size: number): number {
  for (let length = 65_536; ; length *= 2) {
    const from = Math.max(0, size - length);
    const at = bytesOf(file, from, size).lastIndexOf('\n');
    if (at !== -1 || from === 0) return from + at + 1;
  }
}

function bytesOf(file: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, from));
}
