import type { DataSource } from '../task/data-source.ts';
import type { FileRecord } from './table.ts';

/** A column and the texts it may hold. */
export interface Condition {
  readonly name: string;
  readonly column: number;
  readonly texts: readonly string[];
}

/** Columns that the file does not have are left out; they are reported elsewhere. */
export function conditionsOf(where: DataSource['where'], columns: readonly string[]): Condition[] {
  return Object.entries(where)
    .map(([name, texts]) => ({ name, texts, column: columns.indexOf(name) }))
    .filter(({ column }) => column !== -1);
}

/** Text is compared with text: lists and mappings never match. */
export function meets({ fields }: FileRecord, { column, texts }: Condition): boolean {
  const value = fields[column];
  return typeof value === 'string' && texts.includes(value);
}
