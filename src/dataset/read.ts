// In: a data source. Out: all sound records of its file; mistakes are reported in file order.

import type { Hash } from 'node:crypto';
import type { Location } from '../base/location.ts';
import type { DataSource } from '../task/data-source.ts';
import { readCsv } from './csv.ts';
import { decode } from './decode.ts';
import { displayPath } from './display-path.ts';
import { findKept, keep } from './kept-records.ts';
import { openDataset } from './open.ts';
import type { Batches, Report } from './table.ts';

export interface Reading {
  readonly report: Report;
  /** Takes the bytes of the file. */
  readonly hash: Hash;
  /** Where the path is written. */
  readonly at?: Location | undefined;
}

export async function* readRecords(source: DataSource, { report, hash, at }: Reading): Batches {
  const kept = findKept(source, hash);
  if (kept) return yield* kept;
  const bytes = await openDataset(source.path, at);
  const cut = (tell: Report) => recordsOf(hashed(bytes, hash), source, tell);
  yield* keep(source, { hash, report, cut });
}

export function isJsonl(path: string): boolean {
  return /\.(?:jsonl|ndjson)$/i.test(path);
}

/** As `readRecords`, of bytes that may come in any chunks. */
export async function* recordsOf(
  bytes: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { path, delimiter }: Pick<DataSource, 'path' | 'delimiter'>,
  report: Report,
): Batches {
  const chunks = decode(bytes);
  const file = displayPath(path);
  if (!isJsonl(path)) yield* readCsv(chunks, { file, delimiter, report });
  // Its numbers that keep their digits take a library of their own.
  else yield* (await import('./jsonl.ts')).readJsonl(chunks, { file, report });
}

async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}
