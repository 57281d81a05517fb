// A run in, what a test leaves in `task.meta.kshot` for reporters out: plain data of bounded size.
import { sha256 } from '../base/hash.ts';
import type { GateResult } from '../baseline/verdict.ts';
import type { CellOutcome, Outcome } from '../report/outcome.ts';
import type { AnswerLine, ScoreFields } from '../schedule/journal-line.ts';
import type { Evaluated } from './evaluate.ts';

/** One answer: where it belongs, and what it scored. */
export interface AnswerMeta extends Pick<AnswerLine, 'cell' | 'row' | 'trial' | 'status'> {
  readonly scores?: ScoreFields['scores'];
  readonly tokens?: AnswerLine['tokens'];
  /** The first 12 digits of the SHA-256 of its text: whether two runs answered alike. */
  readonly output?: string;
}

/** What the JSON and blob reports of vitest hold of a run. */
export interface EvalMeta {
  readonly version: 1;
  readonly task: string;
  /** The name of the run folder. */
  readonly run: string;
  /** The exit code that `kshot run` would have ended with. */
  readonly exit: Outcome['exit'];
  /** Seconds from the first request to the last score. */
  readonly seconds: number;
  /** The cells that the test speaks of, each with its scores, tokens and cost: the first 100. */
  readonly cells: readonly CellOutcome[];
  /** What the limit of the test came to in each cell. */
  readonly gates: readonly GateResult[];
  /** What scorers asked of models. */
  readonly questions?: Outcome['questions'];
  /** In the test that the answers are complete: the first so many. */
  readonly answers?: readonly AnswerMeta[];
  /** How many cells and answers were too many to be told. */
  readonly left_out?: { readonly cells: number; readonly answers: number };
}

const mostCells = 100;

export function gateMeta({ outcome }: Evaluated, gates: readonly GateResult[]): EvalMeta {
  const names = new Set(gates.map(({ cell }) => cell));
  const meant = outcome.cells.filter(({ name }) => names.has(name));
  return metaOf(outcome, { cells: meant, gates: gates.slice(0, mostCells) });
}

/** Reads the journal. */
export async function answersMeta(
  { outcome, results }: Evaluated,
  most: number,
): Promise<EvalMeta> {
  const answers: AnswerMeta[] = [];
  let hidden = 0;
  for await (const { answer, score } of results()) {
    if (answers.length < most) answers.push(answerMeta(answer, score));
    else hidden += 1;
  }
  return metaOf(outcome, { cells: outcome.cells, gates: [], answers }, hidden);
}

function metaOf(
  { task, run, exit, seconds, questions }: Outcome,
  parts: Pick<EvalMeta, 'cells' | 'gates' | 'answers'>,
  hiddenAnswers = 0,
): EvalMeta {
  const hiddenCells = Math.max(0, parts.cells.length - mostCells);
  const isWhole = hiddenCells === 0 && hiddenAnswers === 0;
  return {
    version: 1,
    task,
    run,
    exit,
    seconds,
    ...(questions ? { questions } : {}),
    ...parts,
    cells: parts.cells.slice(0, mostCells),
    ...(isWhole ? {} : { left_out: { cells: hiddenCells, answers: hiddenAnswers } }),
  };
}

function answerMeta(
  { cell, row, trial, status, tokens, text }: AnswerLine,
  score: ScoreFields | undefined,
): AnswerMeta {
  return {
    cell,
    row,
    trial,
    status,
    ...(score ? { scores: score.scores } : {}),
    ...(tokens ? { tokens } : {}),
    ...(text === undefined ? {} : { output: sha256(text).slice(0, 12) }),
  };
}
