// A journal in; out comes what is answered, what has yet to be asked, and a way to write down more of it.
import type { Redact } from '../base/redact.ts';
import { indexRows } from '../dataset/row-index.ts';
import type { Row } from '../dataset/row.ts';
import type { Cell } from '../grid/cells.ts';
import { slotOf, type Request } from '../plan/request.ts';
import type { Completion } from '../provider/completion.ts';
import type { Complete } from '../provider/provider.ts';
import { answerLine, completionOf, scoreLine, type AnswerLine } from '../schedule/journal-line.ts';
import type { Journal } from '../schedule/journal.ts';
import { mayChange, type Pair } from '../schedule/read-journal.ts';
import { Interrupted } from '../score/interrupted.ts';
import type { Tools } from '../score/metric.ts';
import { scoreFields, scoresOf } from '../score/score-fields.ts';
import type { ScoreBoard, Scoring } from '../score/scorers.ts';
import { openQuestions, type Questions } from './questions.ts';
import type { Slot, Tally } from './tally.ts';

export interface Ledger {
  readonly tally: Tally;
  /** Whether the request has yet to be made. */
  wants(cell: Pick<Cell, 'index'>, row: Pick<Row, 'index'>, trial: number): boolean;
  /** How many results it has. */
  size(): number;
  /** Whether nothing has yet to be made. */
  isFull(): boolean;
  /** As the other, but what the journal holds without a score is not asked again. */
  answering(complete: Complete): Complete;
  /** What scorers ask, and are answered. */
  readonly questions: Questions;
  /**
   * Nothing counts before it is in the journal. Where the run ends before a scorer has its answer, the completion stands
   * there without a score. Throws a UserError where the disk takes no more.
   */
  record(request: Request, completion: Completion, tools?: Tools): Promise<void>;
}

export interface LedgerParts {
  readonly tally: Tally;
  readonly journal: Pick<Journal, 'append'>;
  readonly board: ScoreBoard;
  readonly cells: readonly Cell[];
  /** Requests that failed are made again. */
  readonly retryFailed?: boolean | undefined;
}

/** What a journal holds, and the rows that it speaks of. */
export interface Written {
  readonly pairs: AsyncIterable<Pair>;
  readonly rows: AsyncIterable<Row>;
  /** What took secrets out of the journal: keys of rows may hold one, too. */
  readonly redact?: Redact;
}

/** Everything is counted anew from what the journal holds; nothing is carried over. */
export async function openLedger(parts: LedgerParts, written?: Written): Promise<Ledger> {
  const { tally, board, cells } = parts;
  const { trials } = tally.shape;
  // Answers whose score a kill has cost: not to be confused with those that no scorer could score.
  const unjudged = new Map<string, Completion>();
  const questions = openQuestions(parts.journal);
  if (!written) return makeLedger(parts, unjudged, questions);
  const indexOf = await indexRows(written.rows, written.redact);
  const places = new Map(cells.map(({ id, index }) => [id, index]));
  for await (const { answer, score: found, asked = [] } of written.pairs) {
    const slot = slotIn(answer, places, indexOf);
    if (!slot || slot.trial >= trials || isVoid(answer)) continue;
    const score = parts.retryFailed ? settled(found) : found;
    asked.forEach((line) => questions.take(line, !score));
    const completion = completionOf(answer);
    const shortened = answer.dropped !== undefined;
    if (score) tally.add(slot, { completion, scores: scoresOf(board.metrics, score), shortened });
    else if (answer.status === 'failed') tally.add(slot, { completion, scores: [], shortened });
    else if (tally.at(slot) !== 'answered') unjudged.set(nameOf(slot), completion);
  }
  return makeLedger(parts, unjudged, questions);
}

function slotIn(
  { cell: id, row: key, trial }: AnswerLine,
  places: ReadonlyMap<string, number>,
  indexOf: (key: string) => number | undefined,
): Slot | undefined {
  const cell = places.get(id);
  const row = indexOf(key);
  return cell === undefined || row === undefined ? undefined : { cell, row, trial };
}

function settled(score: Pair['score']): Pair['score'] {
  return score && mayChange(score) ? undefined : score;
}

/** A wrong key ended the run: what it made fail was never asked. */
function isVoid({ failure }: AnswerLine): boolean {
  return failure?.fatal === true;
}

function nameOf({ cell, row, trial }: Slot): string {
  return `${cell} ${row} ${trial}`;
}

function makeLedger(
  { tally, journal, board, retryFailed }: LedgerParts,
  unjudged: Map<string, Completion>,
  questions: Questions,
): Ledger {
  const { cells, rows, trials } = tally.shape;
  const isOpen = (slot: Slot) => {
    const held = tally.at(slot);
    if (held !== 'failed') return held === 'nothing';
    return retryFailed || unjudged.has(nameOf(slot));
  };
  return {
    tally,
    questions,
    wants: (cell, row, trial) => isOpen({ cell: cell.index, row: row.index, trial }),
    size() {
      const { answered, failed } = tally.sums();
      return answered + failed;
    },
    isFull() {
      const { answered, failed } = tally.sums();
      const settled = answered + (retryFailed ? 0 : failed);
      return unjudged.size === 0 && settled === cells * rows * trials;
    },
    answering: (complete) => async (request, signal) =>
      unjudged.get(nameOf(slotOf(request))) ?? complete(request, signal),
    async record(request, completion, tools = {}) {
      const slot = slotOf(request);
      const isNew = !unjudged.has(nameOf(slot));
      const answered = isNew ? journal.append(answerLine(request, completion)) : undefined;
      // It may fail while a slow scorer is at work; it is awaited below.
      answered?.catch(() => undefined);
      const { row, cell, prompt } = request;
      const { template } = cell.settings;
      const found = board.score(completion, row, { template, request, tools });
      const scoring = found instanceof Promise ? await untilInterrupted(found) : found;
      if (!scoring) return answered;
      // A quick scorer's line goes to the disk with that of the answer.
      const fields = scoreFields(board.metrics, scoring);
      if (completion.status === 'done') await journal.append(scoreLine(request, fields));
      await answered;
      unjudged.delete(nameOf(slot));
      const shortened = prompt.dropped !== undefined;
      tally.add(slot, { completion, scores: scoring.scores, shortened });
    },
  };
}

async function untilInterrupted(scoring: Promise<Scoring>): Promise<Scoring | undefined> {
  try {
    return await scoring;
  } catch (error) {
    if (error instanceof Interrupted) return undefined;
    throw error;
  }
}
