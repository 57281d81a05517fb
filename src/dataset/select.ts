import { createHash } from 'node:crypto';
import { errorOf, UserError } from '../base/problem.ts';
import type { DataSource } from '../task/data-source.ts';
import { displayPath } from './display-path.ts';
import { drawHash, drawn, type Draw } from './draw.ts';
import { knownRowKeys } from './key.ts';
import { throwAtOnce } from './problems.ts';
import { readRecords } from './read.ts';
import type { FileRecord } from './table.ts';
import { conditionsOf, meets } from './where.ts';

/** What the first pass decided. */
export interface Selection {
  readonly columns: readonly string[];
  /** How many rows are selected. */
  readonly rows: number;
  /** The sha256 of the file's bytes. */
  readonly hash: string;
  /** Present if `sample` leaves rows out. */
  readonly draw?: Draw;
}

export interface Selected {
  readonly record: FileRecord;
  readonly key: string;
}

/** The selected records of a surveyed file, in file order, a chunk of the file at a time. */
export async function* selectRecords(
  source: DataSource,
  selection: Selection,
): AsyncGenerator<Iterable<Selected>> {
  const hash = createHash('sha256');
  const select = selector(source, selection);
  for await (const batch of readRecords(source, { report: throwAtOnce, hash })) {
    yield select.from(batch);
    if (source.limit !== undefined && select.taken() === selection.rows) return;
  }
  if (hash.digest('hex') !== selection.hash) throw fileChanged(source);
}

function selector(source: DataSource, { columns, rows, draw }: Selection) {
  const keyOf = knownRowKeys(source, columns, throwAtOnce);
  const conditions = conditionsOf(source.where, columns);
  const isDrawn = draw && drawn(draw);
  let taken = 0;
  return {
    taken: () => taken,
    *from(batch: Iterable<FileRecord>): Generator<Selected> {
      for (const record of batch) {
        const key = keyOf(record);
        if (taken === rows || key === undefined) continue;
        if (!conditions.every((condition) => meets(record, condition))) continue;
        if (isDrawn && !isDrawn(drawHash(source.seed, key))) continue;
        taken += 1;
        yield { record, key };
      }
    },
  };
}

export function fileChanged({ path }: DataSource): UserError {
  const message = `${displayPath(path)} was written to while it was read`;
  return new UserError([
    errorOf('file-changed', message, undefined, 'start again when the file is at rest'),
  ]);
}
