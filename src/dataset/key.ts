import { sha256, stableJson } from '../base/hash.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import type { DataSource } from '../task/data-source.ts';
import type { Value } from './row.ts';
import { seen } from './seen.ts';
import type { FileRecord, Report } from './table.ts';

/** The key of a record; undefined if it has none, which is then reported. To be asked once for every record of the file, in order. */
export type KeyOf = (record: FileRecord) => string | undefined;

/** Keys do not depend on which rows are selected. */
export function rowKeys(
  { id }: Pick<DataSource, 'id'>,
  columns: readonly string[],
  report: Report,
): KeyOf {
  const column = columns.indexOf(id ?? 'id');
  return column === -1 ? contentKeys(columns) : checkedIds(column, report);
}

/** As `rowKeys`, for a file that is known to be sound: ids are not compared again. */
export function knownRowKeys(
  { id }: Pick<DataSource, 'id'>,
  columns: readonly string[],
  report: Report,
): KeyOf {
  const column = columns.indexOf(id ?? 'id');
  return column === -1 ? contentKeys(columns) : (record) => idOf(record, column, report);
}

function checkedIds(column: number, report: Report): KeyOf {
  const ids = seen();
  return (record) => {
    const id = idOf(record, column, report);
    const before = id === undefined ? undefined : ids.meet(id, record.line);
    if (id === undefined || before === undefined) return id;
    report(() => duplicateId(record, { id, column, before }));
    return undefined;
  };
}

function idOf(record: FileRecord, column: number, report: Report): string | undefined {
  const id = record.fields[column];
  if (typeof id === 'string' && id !== '') return id;
  report(() => badId(record, column));
  return undefined;
}

function badId(record: FileRecord, column: number): Problem {
  const name = record.table.columns[column];
  const at = record.table.locate(record, column);
  const id = record.fields[column];
  if (id === '' || id === null)
    return errorOf(
      'empty-id',
      `the id in column "${name}" is ${id === '' ? 'empty' : 'null'}`,
      at,
      'give every row an id, or name another column with `id`',
    );
  const message = `the id in column "${name}" is not a text or a number`;
  return errorOf('wrong-type', message, at, 'name another column with `id`');
}

function duplicateId(
  record: FileRecord,
  { id, column, before }: { id: string; column: number; before: number },
): Problem {
  const at = record.table.locate(record, column);
  const message = `the id "${id}" stands on line ${before} and on line ${at.line}`;
  return errorOf('duplicate-id', message, at, 'give every row an id of its own');
}

/** The hash of the record with its columns sorted; equal records are told apart by `~2`, `~3`. */
function contentKeys(columns: readonly string[]): KeyOf {
  const met = seen();
  const repeats = new Map<string, number>();
  const order = columns.toSorted().map((name) => ({
    label: JSON.stringify(name),
    column: columns.indexOf(name),
  }));
  return ({ fields, line }) => {
    const parts = order.map(({ label, column }) => `${label}:${json(fields[column] ?? null)}`);
    const key = sha256(`{${parts.join(',')}}`);
    if (met.meet(key, line) === undefined) return key;
    const times = (repeats.get(key) ?? 1) + 1;
    repeats.set(key, times);
    return `${key}~${times}`;
  };
}

function json(value: Value): string {
  return typeof value === 'string' ? JSON.stringify(value) : stableJson(value);
}
