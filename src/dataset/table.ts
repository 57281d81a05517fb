import type { Location } from '../base/location.ts';
import type { Problem } from '../base/problem.ts';
import type { Passage } from './place.ts';
import type { Value } from './row.ts';

/** What all records of one file share. */
export interface Table {
  readonly columns: readonly string[];
  /** Where one field of a record stands. */
  locate(record: FileRecord, column: number): Location;
}

/** One sound record, as it stands in the file. */
export interface FileRecord extends Passage {
  /** Of its first byte, from where the text begins: after a byte order mark. */
  readonly offset: number;
  readonly table: Table;
  /** In the order of the columns. */
  readonly fields: readonly Value[];
}

/** Takes what makes a problem, not the problem: past the first few it is only counted. */
export type Report = (make: () => Problem) => void;

/**
 * Records as they are read, a chunk of the file at a time; each batch checks its records as it is walked, so that
 * problems come in file order.
 */
export type Batches = AsyncGenerator<Iterable<FileRecord>>;

/** A longer record is taken for an unclosed quote or a file without line breaks: memory must stay flat. */
export const recordLimit = 16 * 2 ** 20;
