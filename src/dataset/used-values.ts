import { errorOf, type Problem } from '../base/problem.ts';
import type { Value } from './row.ts';
import type { FileRecord, Report } from './table.ts';

/** Reports values of a selected row that cannot be used. */
export type CheckUsed = (record: FileRecord, report: Report) => void;

/** Columns that are used must hold no null, at no depth; the cluster must be a text. */
export function usedValues(used: readonly string[], cluster: string | undefined): CheckUsed {
  const names = new Set(cluster === undefined ? used : [...used, cluster]);
  return (record, report) => {
    for (const [column, name] of record.table.columns.entries()) {
      const value = record.fields[column];
      if (value === undefined || typeof value === 'string' || !names.has(name)) continue;
      if (holdsNull(value)) report(() => nullValue(record, column));
      else if (name === cluster) report(() => notAText(record, column));
    }
  };
}

function holdsNull(value: Value): boolean {
  if (value === null) return true;
  return typeof value !== 'string' && Object.values(value).some(holdsNull);
}

function nullValue(record: FileRecord, column: number): Problem {
  const name = record.table.columns[column];
  const inside = record.fields[column] === null ? 'is null' : 'holds a null';
  const at = record.table.locate(record, column);
  const help = 'write a value (perhaps ""), or leave such rows out with `where`';
  return errorOf('null-value', `"${name}" ${inside}, and it is used`, at, help);
}

function notAText(record: FileRecord, column: number): Problem {
  const message = `the cluster in column "${record.table.columns[column]}" is not a text or a number`;
  const at = record.table.locate(record, column);
  return errorOf('wrong-type', message, at, 'name another column with `cluster`');
}
