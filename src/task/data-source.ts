/** Where rows come from, and which of them. */
export interface DataSource {
  /** Absolute. `.jsonl` and `.ndjson` are read as JSON lines, everything else as CSV. */
  readonly path: string;
  /** Only rows whose columns hold one of these texts. */
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** So many rows, drawn by a seeded hash of their keys, in file order. */
  readonly sample?: number;
  readonly seed: number;
  /** At most the first so many rows, after `where` and `sample`. */
  readonly limit?: number;
  /** The column of row keys; without it the column `id`, if there is one. */
  readonly id?: string;
  /** The column that groups rows which are not independent. */
  readonly cluster?: string;
  /** Of CSV; a comma unless told. */
  readonly delimiter?: string;
}
