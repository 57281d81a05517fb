/** A field of a row. Every scalar is its source text, so large integers keep their digits; JSONL may also hold lists and mappings. */
export type Value = string | null | readonly Value[] | { readonly [name: string]: Value };

/** One record of the data set. */
export interface Row {
  /** Its `id`, else the sha256 of the raw record (columns sorted; `~2`, `~3` for repeats). */
  readonly key: string;
  /** Its place among the selected rows, from 0. */
  readonly index: number;
  /** The line of the file on which the record starts, from 1. */
  readonly line: number;
  /** Has no prototype: only columns can be looked up. */
  readonly values: Readonly<Record<string, Value>>;
  readonly cluster?: string;
}
