// Outputs and the rows of the task in; which answer is whose, and what is left over on either side, out.
import { errorOf, UserError, type Problem } from '../../base/problem.ts';
import { someNamesAndMore } from '../../base/some-names.ts';
import { displayPath } from '../../dataset/display-path.ts';
import { problemList } from '../../dataset/problems.ts';
import type { Cell } from '../../grid/cells.ts';
import { dataRows, type DataFile } from '../../prompt/open-data.ts';
import type { Completion } from '../completion.ts';
import { rowsByOrder } from './by-order.ts';
import type { Outputs, PlacedOutput } from './read-outputs.ts';
import { wholeFile } from './whole-file.ts';

/** Where an answer belongs. */
interface AnswerPlace {
  readonly cell: number;
  readonly row: string;
  readonly trial: number;
}

export interface Matched {
  readonly find: (place: AnswerPlace) => Completion | undefined;
  readonly warnings: readonly Problem[];
}

/** `cells` are those in which an output is missed. Throws a UserError where it is not clear which row an output is of, or where none is of any. */
export async function matchOutputs(
  outputs: Outputs,
  cells: readonly Cell[],
  data: DataFile,
): Promise<Matched> {
  refuseScattered(outputs, data);
  const isById = outputs.outputs.every(({ id }) => id !== undefined);
  const owners = isById ? outputs.outputs.map(({ id }) => id!) : await rowsByOrder(outputs, data);
  const found = keepOnce(outputs, owners);
  const find = (place: AnswerPlace) => found.get(nameOf(place))?.completion;
  const rows: string[] = [];
  for await (const { key } of dataRows(data)) rows.push(key);
  const warnings = [
    ...(await strangers(outputs, owners, { rows, data })),
    ...cells.flatMap((cell) => lacking(outputs, cell, rows, find)),
  ];
  return { find, warnings };
}

/** Every place is a few bytes: a column that is meant for no axis must not make more of them than memory holds. */
function refuseScattered({ file, outputs, coordinates, trials }: Outputs, { count }: DataFile) {
  const places = coordinates.length * trials * count;
  if (places <= 1e6 || places <= 10 * outputs.length) return;
  const size = `${coordinates.length} cells × ${count} rows × ${trials} trials`;
  const message = `${file} holds ${outputs.length} outputs for ${size}`;
  const help =
    'columns named like parameters are axes, and `trial` counts repetitions: rename what is neither';
  throw new UserError([errorOf('out-of-range', message, undefined, help)]);
}

function nameOf({ cell, row, trial }: AnswerPlace): string {
  return `${cell} ${trial} ${row}`;
}

function keepOnce(
  { outputs, file }: Outputs,
  owners: readonly string[],
): Map<string, PlacedOutput> {
  const found = new Map<string, PlacedOutput>();
  const problems = problemList();
  for (const [index, output] of outputs.entries()) {
    const row = owners[index]!;
    const name = nameOf({ ...output, row });
    const before = found.get(name);
    if (before) problems.report(() => twice(file, row, [before.line, output.line]));
    else found.set(name, output);
  }
  problems.refuse();
  return found;
}

function twice(file: string, row: string, [first, second]: readonly [number, number]): Problem {
  const message = `${file} has two outputs for the row ${row}: on line ${first} and on line ${second}`;
  const help =
    'tell them apart by a column trial, or by one named like an axis: model, temperature';
  return errorOf('duplicate-output', message, undefined, help);
}

interface Rows {
  /** The keys of those that the task selects. */
  readonly rows: readonly string[];
  readonly data: DataFile;
}

/** What is of a row that the task does not select is not missed. */
async function strangers(
  { file, outputs }: Outputs,
  owners: readonly string[],
  { rows, data }: Rows,
): Promise<Problem[]> {
  const known = new Set(rows);
  if (owners.every((row) => known.has(row))) return [];
  if (rows.length < data.survey.total) for await (const { key } of wholeFile(data)) known.add(key);
  const left = owners.flatMap((row, index) =>
    known.has(row) ? [] : [`${row} (line ${outputs[index]!.line})`],
  );
  if (left.length === 0) return [];
  const named = someNamesAndMore(left);
  if (left.length === outputs.length) {
    const message = `no output of ${file} belongs to a row of ${displayPath(data.source.path)}`;
    const help = `the outputs are of ${named}; the rows are ${someNamesAndMore(rows)}`;
    throw new UserError([errorOf('unmatched-output', message, undefined, help)]);
  }
  const belong = left.length === 1 ? 'output belongs' : 'outputs belong';
  const message = `${left.length} ${belong} to no row: ${named}`;
  const help = `they are left out; the rows are ${someNamesAndMore(rows)}`;
  return [{ severity: 'warning', code: 'unmatched-output', message, help }];
}

function lacking(
  { file, trials, coordinates }: Outputs,
  { index, name }: Cell,
  rows: readonly string[],
  find: Matched['find'],
): Problem[] {
  const all = Array.from({ length: trials }, (_, trial) => trial);
  const short = rows.filter((row) => all.some((trial) => !find({ cell: index, row, trial })));
  if (short.length === 0) return [];
  const have = short.length === 1 ? 'row has' : 'rows have';
  const what = trials > 1 ? `fewer than ${trials} outputs` : 'no output';
  const where = coordinates.length > 1 ? `${file} for ${name}` : file;
  const message = `${short.length} ${have} ${what} in ${where}: ${someNamesAndMore(short)}`;
  const help = 'what is missing counts as failed; an empty answer is one that is there';
  return [{ severity: 'warning', code: 'no-output', message, help }];
}
