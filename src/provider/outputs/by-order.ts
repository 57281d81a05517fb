// Outputs that name no row in, the rows that they are of by their order out.
import { errorOf, UserError, type Problem } from '../../base/problem.ts';
import { someNamesAndMore } from '../../base/some-names.ts';
import { problemList } from '../../dataset/problems.ts';
import type { Row } from '../../dataset/row.ts';
import { dataRows, type DataFile } from '../../prompt/open-data.ts';
import type { Outputs, PlacedOutput } from './read-outputs.ts';
import { wholeFile } from './whole-file.ts';

/** The n-th output of each cell and trial is of the n-th row: of those that the task selects, else of all in the file. Throws a UserError where there are not as many, or a column that both files have says otherwise. */
export async function rowsByOrder(outputs: Outputs, data: DataFile): Promise<string[]> {
  const { places, counts } = placesInOrder(outputs);
  const rows = counts.length === 1 ? await rowsOfCount(counts[0]!, data) : undefined;
  if (!rows) throw new UserError([await unequal(outputs, counts, data)]);
  const problems = problemList();
  const keys = outputs.outputs.map((output, index) => {
    const row = rows[places[index]!]!;
    const other = output.shared.find(([name, value]) => !isSame(row.values[name], value));
    if (other) problems.report(() => misplaced(outputs.file, output, row, other[0]));
    return row.key;
  });
  problems.refuse();
  return keys;
}

/** The place of each output among those of its cell and trial, and how many these have. */
function placesInOrder({ outputs }: Outputs): { places: number[]; counts: number[] } {
  const counts = new Map<string, number>();
  const places = outputs.map(({ cell, trial }) => {
    const group = `${cell} ${trial}`;
    const place = counts.get(group) ?? 0;
    counts.set(group, place + 1);
    return place;
  });
  return { places, counts: [...new Set(counts.values())] };
}

async function rowsOfCount(count: number, data: DataFile): Promise<Row[] | undefined> {
  if (count === data.count) return all(dataRows(data));
  return count === data.survey.total ? all(wholeFile(data)) : undefined;
}

async function all(rows: AsyncIterable<Row>): Promise<Row[]> {
  const list: Row[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

/** CSV has no null. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? '') === JSON.stringify(b ?? '');
}

async function unequal(
  { file }: Outputs,
  counts: readonly number[],
  data: DataFile,
): Promise<Problem> {
  const keys = (await all(dataRows(data))).map(({ key }) => key);
  const held = counts.length === 1 ? 'outputs' : 'outputs in its cells';
  const message = `${file} has ${counts.join(' and ')} ${held} and no column id, but there are ${keys.length} rows`;
  const help = `add a column id with the keys of the rows: ${someNamesAndMore(keys)}`;
  return errorOf('unmatched-output', message, undefined, help);
}

function misplaced(file: string, { line }: PlacedOutput, row: Row, column: string): Problem {
  const message = `line ${line} of ${file} has another "${column}" than the row in its place, ${row.key}`;
  const help = 'put the outputs in the order of the rows, or add a column id with their keys';
  return errorOf('unmatched-output', message, undefined, help);
}
