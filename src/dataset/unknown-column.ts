import { didYouMean } from '../base/distance.ts';
import type { Location } from '../base/location.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import type { DataSource } from '../task/data-source.ts';
import { displayPath } from './display-path.ts';

/** What of a data source names something in the file. */
type SourceKey = 'path' | 'where' | 'id' | 'cluster';

/** Where the task says so; `column` is empty for the path. */
export type LocateSource = (key: SourceKey, column: string) => Location | undefined;

/** The columns that the data source names and the file does not have. */
export function unknownColumns(
  { path, where, id, cluster }: DataSource,
  columns: readonly string[],
  at: LocateSource,
): Problem[] {
  const named = [
    ...Object.keys(where).map((column) => ({ key: 'where' as const, column })),
    ...(id === undefined ? [] : [{ key: 'id' as const, column: id }]),
    ...(cluster === undefined ? [] : [{ key: 'cluster' as const, column: cluster }]),
  ];
  return named
    .filter(({ column }) => !columns.includes(column))
    .map(({ key, column }) => {
      const message = `\`${key}\` names the column "${column}", which ${displayPath(path)} does not have`;
      const help = didYouMean(column, columns) ?? `it has ${columns.join(', ')}`;
      return errorOf('unknown-column', message, at(key, column), help);
    });
}
