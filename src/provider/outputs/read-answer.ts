// A record of a file of outputs in, the answer that it holds out.
import { errorOf } from '../../base/problem.ts';
import type { FileRecord, Report } from '../../dataset/table.ts';
import type { Coordinates } from '../../grid/cells.ts';
import { axisSchemas, type AxisName } from '../../task/grid-schema.ts';
import type { Completion, Failed } from '../completion.ts';
import { finishMap } from '../wire/read-answer.ts';
import type { Columns, Saying } from './columns.ts';

/** Where an answer stands, and what it is. */
export interface Output {
  readonly line: number;
  /** The key of its row; absent where the order tells. */
  readonly id?: string;
  readonly coordinates: Coordinates;
  /** As it is written. */
  readonly trial: number;
  readonly completion: Completion;
}

export const noOutput: Failed = { status: 'failed', why: 'no output' };

/** Reports what cannot be read, and goes on without it. */
export function outputReader(columns: Columns, report: Report) {
  return (record: FileRecord): Output => {
    const { id } = columns;
    const text = (column: number | undefined) => textOf(record, column, report);
    const key = id === undefined ? undefined : text(id);
    if (id !== undefined && !key) report(() => problem(record, id, 'must be the key of a row'));
    return {
      line: record.line,
      ...(key === undefined ? {} : { id: key }),
      coordinates: coordinatesOf(record, columns, report),
      trial: numberOf(record, columns.sayings.trial, { report, whole: true }) ?? 0,
      completion: completionOf(record, columns, report),
    };
  };
}

function completionOf(record: FileRecord, columns: Columns, report: Report): Completion {
  const { answer, sayings } = columns;
  const said = (saying: Saying) => textOf(record, sayings[saying], report);
  const text = textOf(record, answer, report);
  if (text === undefined || said('status') === 'failed')
    return { ...noOutput, why: said('why') || noOutput.why };
  const count = (saying: Saying, whole = true) =>
    numberOf(record, sayings[saying], { report, whole });
  const latencyMs = count('latency_ms', false);
  const [tokensIn, tokensOut] = [count('tokens_in'), count('tokens_out')];
  return {
    status: 'done',
    text,
    ...finishOf(said('finish')),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(tokensIn === undefined || tokensOut === undefined
      ? {}
      : { usage: { in: tokensIn, out: tokensOut } }),
  };
}

/** Our words, and those of the servers that most files come from. */
const finishOf = finishMap({
  stop: 'stop',
  end: 'end',
  length: 'length',
  filter: 'filter',
  eos: 'end',
  end_turn: 'end',
  stop_sequence: 'stop',
  max_tokens: 'length',
  content_filter: 'filter',
  STOP: 'end',
  MAX_TOKENS: 'length',
});

/** Undefined where there is no such column, or a null in it: an empty text is a text. */
function textOf(
  record: FileRecord,
  column: number | undefined,
  report: Report,
): string | undefined {
  const value = column === undefined ? null : (record.fields[column] ?? null);
  if (value === null || typeof value === 'string') return value ?? undefined;
  report(() => problem(record, column!, 'must be a text'));
  return undefined;
}

interface Numeric {
  readonly report: Report;
  readonly whole: boolean;
}

function numberOf(
  record: FileRecord,
  column: number | undefined,
  { report, whole }: Numeric,
): number | undefined {
  const text = textOf(record, column, report)?.trim();
  if (!text) return undefined;
  const value = Number(text);
  if (value >= 0 && (whole ? Number.isSafeInteger(value) : value < Infinity)) return value;
  const kind = whole ? 'a whole number' : 'a number';
  report(() => problem(record, column!, `must be ${kind} of at least 0`));
  return undefined;
}

/** What is left empty the cell does not have. */
function coordinatesOf(record: FileRecord, { axes }: Columns, report: Report): Coordinates {
  const entries = axes.flatMap(([axis, column]): [AxisName, unknown][] => {
    const text = textOf(record, column, report);
    if (!text) return [];
    const value = [Number(text), text].find((each) => axisSchemas[axis].safeParse(each).success);
    if (value !== undefined) return [[axis, value]];
    report(() => problem(record, column, `must be a value that ${axis} may have`));
    return [];
  });
  return Object.fromEntries(entries);
}

function problem(record: FileRecord, column: number, must: string) {
  const name = record.table.columns[column]!;
  const value = record.fields[column];
  const written = typeof value === 'string' ? ` is "${value}", but` : '';
  return errorOf('wrong-type', `${name}${written} ${must}`, record.table.locate(record, column));
}
