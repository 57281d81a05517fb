// The columns of a file of outputs and those of the data set in, what each is for out.
import { didYouMean } from '../../base/distance.ts';
import { errorOf, UserError } from '../../base/problem.ts';
import { axisNames, type AxisName } from '../../task/grid-schema.ts';

/** What an output may say besides its text. */
const sayings = [
  'trial',
  'status',
  'why',
  'finish',
  'latency_ms',
  'tokens_in',
  'tokens_out',
] as const;

export type Saying = (typeof sayings)[number];

/** Places of columns. */
export interface Columns {
  readonly answer: number;
  /** Absent: outputs belong to rows by their order. */
  readonly id?: number;
  readonly sayings: Readonly<Partial<Record<Saying, number>>>;
  readonly axes: readonly (readonly [axis: AxisName, column: number])[];
  /** What the data set holds, too. */
  readonly shared: readonly (readonly [name: string, column: number])[];
}

export interface ColumnNames {
  /** As it is shown. */
  readonly file: string;
  readonly columns: readonly string[];
  /** The column of the answers, where the user says which. */
  readonly answer?: string | undefined;
  /** Of the data set. */
  readonly dataColumns: readonly string[];
  /** The column of row keys, where the task says which. */
  readonly id?: string | undefined;
}

/** A column that the data set has, too, is the data set's: the `model` of a phone is no axis. Throws a UserError where there are no answers. */
export function assignColumns(names: ColumnNames): Columns {
  const { columns, dataColumns, id = 'id' } = names;
  const answer = answerColumn(names);
  const key = [id, 'id', 'row'].map((name) => columns.indexOf(name)).find((at) => at !== -1);
  const isOwn = (name: string) => !dataColumns.includes(name) && columns.indexOf(name) !== answer;
  const own = <N extends string>(known: readonly N[]) =>
    known
      .filter((name) => columns.includes(name) && isOwn(name))
      .map((name) => [name, columns.indexOf(name)] as const);
  return {
    answer,
    ...(key === undefined ? {} : { id: key }),
    sayings: Object.fromEntries(own(sayings)) as Columns['sayings'],
    axes: own(axisNames).toSorted(([, a], [, b]) => a - b),
    shared: columns
      .map((name, column) => [name, column] as const)
      .filter(([name, column]) => dataColumns.includes(name) && column !== answer),
  };
}

function answerColumn({ file, columns, answer: wanted = 'output' }: ColumnNames): number {
  const column = columns.indexOf(wanted);
  if (column !== -1) return column;
  const meant = didYouMean(wanted, columns) ?? `it has ${columns.join(', ')}`;
  throw new UserError([
    errorOf(
      'unknown-column',
      `${file} has no column "${wanted}"`,
      undefined,
      `${meant} (--column NAME says where the answers are)`,
    ),
  ]);
}
