// The pool in, the answers of the reference lines scored on the very rows that the model is asked out.
import type { Problem } from '../base/problem.ts';
import type { Row } from '../dataset/row.ts';
import type { PromptMaker } from '../plan/plan.ts';
import { usedColumns, type ReadText } from '../prompt/check-columns.ts';
import type { Completion } from '../provider/completion.ts';
import { isTooMany, referenceLines } from './reference-lines.ts';
import type { Tools } from './metric.ts';
import type { Score } from './score.ts';
import type { ScoreBoard } from './scorers.ts';

/** What one line answers for a row, and how that scores. */
interface LineResult {
  readonly completion: Completion;
  readonly scores: readonly Score[];
}

export interface LineBoard {
  readonly names: readonly string[];
  /** One result a line. */
  answer(row: Row, tools?: Tools): Promise<LineResult[]>;
}

/** Fitted on the pool of the task's own template. Of `texts` those of the input say where a first sentence is taken from. */
export function makeLineBoard(
  makers: Readonly<Record<string, PromptMaker>>,
  texts: readonly ReadText[],
  board: ScoreBoard,
  rows: number,
): LineBoard {
  const [template, { template: compiled, pool }] = Object.entries(makers)[0]!;
  const columns = usedColumns(texts.filter(({ field }) => field === 'input'));
  const lines = referenceLines(pool, rows);
  const answerOne = async (
    text: string | undefined,
    row: Row,
    tools: Tools,
  ): Promise<LineResult> => {
    if (text === undefined)
      return { completion: { status: 'failed', why: 'the pool has no other row' }, scores: [] };
    const completion = {
      status: 'done',
      text,
      finish: 'end',
      finishRaw: '',
      latencyMs: 0,
    } as const;
    const { scores } = await board.score(completion, row, { template, tools });
    return { completion, scores };
  };
  return {
    names: lines.map(({ name }) => name),
    answer(row, tools = {}) {
      const query = { input: compiled.input(row), text: longest(row, columns) };
      return Promise.all(lines.map((line) => answerOne(line.answer(query), row, tools)));
    },
  };
}

function longest({ values }: Row, columns: readonly string[]): string {
  const texts = columns
    .map((column) => values[column])
    .filter((value) => typeof value === 'string');
  return texts.reduce((best, text) => (text.length > best.length ? text : best), '');
}

/** What is left out is told. */
export function missingLine(pool: number, rows: number): Problem[] {
  if (!isTooMany(pool, rows)) return [];
  const message = `the nearest copy is left out: ${rows} rows with a pool of ${pool} would take too long`;
  const help = 'a smaller pool: shots.from with a sample or a limit';
  return [{ severity: 'warning', code: 'line-left-out', message, help }];
}
