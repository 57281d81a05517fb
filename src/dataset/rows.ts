// In: a data source. Out: its selected rows in file order, one at a time.

import type { DataSource } from '../task/data-source.ts';
import type { Row, Value } from './row.ts';
import { selectRecords, type Selected } from './select.ts';
import { surveyDataset, type Survey } from './survey.ts';

/** The second pass. Without a survey of the first one, the file is surveyed before the first row comes. */
export async function* readRows(source: DataSource, survey?: Survey): AsyncGenerator<Row> {
  let index = 0;
  for await (const batch of selectRecords(source, survey ?? (await surveyDataset(source))))
    for (const selected of batch) {
      yield rowOf(selected, index, source.cluster);
      index += 1;
    }
}

export function rowOf({ record, key }: Selected, index: number, cluster: string | undefined): Row {
  const values = Object.create(null) as Record<string, Value>;
  for (const [column, name] of record.table.columns.entries())
    values[name] = record.fields[column] ?? null;
  const group = cluster === undefined ? undefined : values[cluster];
  return {
    key,
    index,
    line: record.line,
    values,
    ...(typeof group === 'string' ? { cluster: group } : {}),
  };
}
