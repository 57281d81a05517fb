// A file of outputs in; its answers, and the cells and trials that they make, out.
import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { hashParts, stableJson } from '../../base/hash.ts';
import { UserError } from '../../base/problem.ts';
import { displayPath } from '../../dataset/display-path.ts';
import { problemList } from '../../dataset/problems.ts';
import { readRecords } from '../../dataset/read.ts';
import type { FileRecord } from '../../dataset/table.ts';
import { nameCells } from '../../grid/cell-name.ts';
import type { Cell } from '../../grid/cells.ts';
import type { DataSource } from '../../task/data-source.ts';
import type { Template } from '../../task/template-schema.ts';
import { assignColumns, type Columns } from './columns.ts';
import { outputReader, type Output } from './read-answer.ts';

/** An answer, and the cell and trial that it is of. */
export interface PlacedOutput extends Omit<Output, 'coordinates'> {
  /** Its place among the cells. */
  readonly cell: number;
  /** The columns that the data set has, too: where the order tells the row they must agree. */
  readonly shared: readonly (readonly [name: string, value: unknown])[];
}

export interface Outputs {
  /** As it is shown. */
  readonly file: string;
  /** The sha256 of its bytes. */
  readonly hash: string;
  readonly outputs: readonly PlacedOutput[];
  readonly coordinates: readonly Cell['coordinates'][];
  readonly trials: number;
}

export interface OutputsFile {
  /** Absolute. */
  readonly path: string;
  /** The column of the answers. */
  readonly column?: string | undefined;
  readonly dataset: DataSource;
}

/** Throws a UserError with everything in the file that cannot be read. */
export async function readOutputs({ path, column, dataset }: OutputsFile): Promise<Outputs> {
  const file = displayPath(path);
  const hash = createHash('sha256');
  const problems = problemList();
  const { report } = problems;
  const dataColumns = await columnsOf(dataset);
  let columns: Columns | undefined;
  let read: ReturnType<typeof outputReader> | undefined;
  const found: (Output & Pick<PlacedOutput, 'shared'>)[] = [];
  for await (const batch of readRecords({ path, where: {}, seed: 0 }, { report, hash }))
    for (const record of batch) {
      const names = { file, columns: record.table.columns, dataColumns };
      columns ??= assignColumns({ ...names, answer: column, id: dataset.id });
      read ??= outputReader(columns, report);
      found.push({ ...read(record), shared: sharedFields(record, columns) });
    }
  problems.refuse();
  return { file, hash: hash.digest('hex'), ...placed(found) };
}

/** They are not needed where a key tells the row. */
function sharedFields({ fields }: FileRecord, { id, shared }: Columns): PlacedOutput['shared'] {
  return id === undefined ? shared.map(([name, column]) => [name, fields[column]]) : [];
}

/** Trials count from 0 in the order of their numbers: 1, 2, 3 as well as the seeds 7, 11, 42. */
function placed(
  found: readonly (Output & Pick<PlacedOutput, 'shared'>)[],
): Pick<Outputs, 'outputs' | 'coordinates' | 'trials'> {
  const cells = new Map<string, { index: number; coordinates: Cell['coordinates'] }>();
  const numbers = [...new Set(found.map(({ trial }) => trial))].toSorted((a, b) => a - b);
  const trials = new Map(numbers.map((number, index) => [number, index]));
  const outputs = found.map(({ coordinates, trial, ...rest }) => {
    const key = stableJson(coordinates);
    const cell = cells.get(key) ?? { index: cells.size, coordinates };
    cells.set(key, cell);
    return { ...rest, cell: cell.index, trial: trials.get(trial)! };
  });
  const coordinates = [...cells.values()].map((cell) => cell.coordinates);
  return { outputs, coordinates, trials: numbers.length };
}

/** Of the data set. What is wrong with it is told where it is opened. */
async function columnsOf(source: DataSource): Promise<readonly string[]> {
  const reading = { report: () => undefined, hash: createHash('sha256') };
  try {
    for await (const batch of readRecords(source, reading))
      for (const { table } of batch) return table.columns;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return [];
}

/** Nothing is known of how the answers were asked for but what the file says. One cell alone is named after the file. */
export function cellsOf(
  { file, coordinates }: Outputs,
  model: string,
  [template, text]: readonly [name: string, template: Template],
): Cell[] {
  const shots = { count: 0, select: 'first', order: 'given', seed: 0, per: 'run' } as const;
  const settings = { model, mode: 'text', template, shots, params: {} } as const;
  const names = nameCells(coordinates.map((each) => ({ coordinates: each })));
  const [only] = coordinates.length === 1 ? [basename(file, extname(file))] : [];
  return coordinates.map((each, index) => ({
    index,
    id: hashParts(stableJson({ ...settings, template: text, coordinates: each })).slice(0, 12),
    name: only ?? names[index]!,
    coordinates: each,
    settings,
  }));
}
