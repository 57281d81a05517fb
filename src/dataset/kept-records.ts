// A small file that has been cut into records in, the same records out as long as it holds the same bytes.
// A task reads its data set about five times, and of a small run cutting CSV was the most expensive part.
import { createHash, type Hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Batches, FileRecord, Report } from './table.ts';

interface Kept extends FileFormat {
  readonly digest: string;
  readonly batches: readonly (readonly FileRecord[])[];
}

export interface FileFormat {
  readonly path: string;
  readonly delimiter?: string | undefined;
}

/** A larger file is cut anew each time: memory stays flat. */
const mostBytes = 2 ** 20;

/** The data set of the newest task and its pool, the newest first. */
let newest: readonly Kept[] = [];
const mostKept = 2;

function isOf({ path, delimiter }: FileFormat) {
  return (kept: Kept): boolean => kept.path === path && kept.delimiter === delimiter;
}

/** `hash` takes the bytes of what is found. */
export function findKept(file: FileFormat, hash: Hash): Kept['batches'] | undefined {
  const kept = newest.find(isOf(file));
  const bytes = kept && readSmall(file.path);
  if (!bytes || kept.digest !== createHash('sha256').update(bytes).digest('hex')) return undefined;
  hash.update(bytes);
  return kept.batches;
}

/** At once: by way of the thread pool it would take a small run longer than everything that is made of the records. */
function readSmall(path: string): Buffer | undefined {
  try {
    return statSync(path).size <= mostBytes ? readFileSync(path) : undefined;
  } catch {
    // Whoever opens it says why.
    return undefined;
  }
}

export interface Keeping {
  /** Takes the bytes as they are read. */
  readonly hash: Hash;
  readonly report: Report;
  readonly cut: (report: Report) => Batches;
}

/** Only what was walked to its end without a mistake is kept. */
export async function* keep(file: FileFormat, { hash, report, cut }: Keeping): Batches {
  const batches: FileRecord[][] = [];
  let size = 0;
  let sound = true;
  const cuts = cut((make) => {
    sound = false;
    report(make);
  });
  for await (const batch of cuts) {
    if (!sound) {
      yield batch;
      continue;
    }
    const records: FileRecord[] = [];
    batches.push(records);
    yield noted(batch, (record) => {
      size += record.raw.length;
      sound &&= size <= mostBytes;
      if (sound) records.push(record);
      else batches.length = 0;
    });
  }
  if (!sound) return;
  const { path, delimiter } = file;
  const isSame = isOf(file);
  const others = newest.filter((kept) => !isSame(kept)).slice(0, mostKept - 1);
  newest = [{ path, delimiter, digest: hash.copy().digest('hex'), batches }, ...others];
}

function* noted(batch: Iterable<FileRecord>, note: (record: FileRecord) => void) {
  for (const record of batch) {
    note(record);
    yield record;
  }
}
