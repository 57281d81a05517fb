// A result in, its line of journal.jsonl out; and back. docs/run-folder.md describes the format.
import { recordKey, type Request } from '../plan/request.ts';
import type {
  Attempt,
  Completion,
  Done,
  Failure,
  FinishReason,
  TokenLogprob,
} from '../provider/completion.ts';

interface Place {
  /** The id of the cell. */
  readonly cell: string;
  /** The key of the row. */
  readonly row: string;
  readonly trial: number;
}

/** What came back from a model. */
interface CameBack {
  readonly status: 'done' | 'failed';
  readonly why?: string;
  readonly text?: string;
  readonly finish?: FinishReason;
  readonly finish_raw?: string;
  readonly tokens?: Done['usage'];
  readonly latency_ms?: number;
  /** The cache gave it: it was neither paid for nor timed. */
  readonly cached?: true;
  readonly logprobs?: readonly TokenLogprob[];
  readonly failure?: Failure;
  /** The attempts that failed before it; of a failure all, where there was more than one. */
  readonly attempts?: readonly JournalAttempt[];
}

/** An answer, written the moment it arrives. */
export interface AnswerLine extends Place, CameBack {
  readonly kind: 'answer';
  /** That of the row, where rows come in clusters. */
  readonly cluster?: string;
  /** The keys of the shots in the order of the prompt. */
  readonly shots: readonly string[];
  /** How many shots were left out because they did not fit. */
  readonly dropped?: number;
}

interface JournalAttempt {
  readonly why: string;
  readonly at_ms: number;
}

interface Unscored {
  readonly unscored: string;
  /** Whoever had to be asked could not be: `resume --failed` asks once more. */
  readonly again?: true;
}

export interface ScoreFields {
  /** Of each scorer the value, or why there is none. */
  readonly scores: Readonly<Record<string, number | Unscored>>;
  /** Of scorers that score all answers together, what adds up. */
  readonly counts?: Readonly<Record<string, readonly number[]>>;
  /** What scorers have to say for their scores: a judge, the reasons that it gave. */
  readonly notes?: Readonly<Record<string, string>>;
  /** What the primary scorer held the answer against: any of these is right. */
  readonly expected: readonly string[];
}

export interface ScoreLine extends Place, ScoreFields {
  readonly kind: 'score';
}

/** What a model answered a scorer of the answer at this place: paid for, so that it must not be lost. */
export interface AskedLine extends Place, CameBack {
  readonly kind: 'asked';
  /** `provider:model`. */
  readonly model: string;
  /** sha256 of what was asked, and of the parameters. */
  readonly question: string;
}

export type JournalLine = AnswerLine | ScoreLine | AskedLine;

export function answerLine(request: Request, completion: Completion): AnswerLine {
  const { shots, dropped } = request.prompt;
  return {
    kind: 'answer',
    ...placeOf(request),
    ...(request.row.cluster === undefined ? {} : { cluster: request.row.cluster }),
    ...cameBack(completion),
    shots,
    ...(dropped ? { dropped } : {}),
  };
}

export function scoreLine(request: Request, fields: ScoreFields): ScoreLine {
  return { kind: 'score', ...placeOf(request), ...fields };
}

/** Of a question that was asked to score the answer of another request. */
export function askedLine(by: Request, question: Request, completion: Completion): AskedLine {
  return {
    kind: 'asked',
    ...placeOf(by),
    model: question.cell.settings.model,
    question: recordKey(question),
    ...cameBack(completion),
  };
}

function placeOf({ cell, row, trial }: Request): Place {
  return { cell: cell.id, row: row.key, trial };
}

function cameBack(completion: Completion) {
  return completion.status === 'failed' ? failedFields(completion) : doneFields(completion);
}

function failedFields({ status, why, failure, attempts }: Extract<Completion, { why: string }>) {
  return { status, why, ...(failure ? { failure } : {}), ...attemptFields(attempts) };
}

function doneFields(done: Done) {
  const { status, text, finish, finishRaw, usage, latencyMs, cached, logprobs, attempts } = done;
  return {
    status,
    text,
    finish,
    finish_raw: finishRaw,
    ...(usage ? { tokens: usage } : {}),
    ...(latencyMs === undefined ? {} : { latency_ms: Math.round(latencyMs * 1000) / 1000 }),
    ...(cached ? { cached } : {}),
    ...(logprobs ? { logprobs } : {}),
    ...attemptFields(attempts),
  };
}

function attemptFields(attempts: readonly Attempt[] | undefined): Pick<AnswerLine, 'attempts'> {
  return attempts ? { attempts: attempts.map(({ why, atMs }) => ({ why, at_ms: atMs })) } : {};
}

/** The completion that a line was made of. */
export function completionOf(line: AnswerLine | AskedLine): Completion {
  const attempts = line.attempts?.map(({ why, at_ms: atMs }) => ({ why, atMs }));
  const tried = attempts ? { attempts } : {};
  if (line.status === 'done') return { ...doneOf(line), ...tried };
  const { status, why = '', failure } = line;
  return { status, why, ...(failure ? { failure } : {}), ...tried };
}

function doneOf(line: AnswerLine | AskedLine): Done {
  const { text = '', finish = 'unknown', finish_raw: finishRaw = '', tokens, logprobs } = line;
  const { latency_ms: latencyMs } = line;
  return {
    status: 'done',
    text,
    finish,
    finishRaw,
    ...(tokens ? { usage: tokens } : {}),
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(line.cached ? { cached: line.cached } : {}),
    ...(logprobs ? { logprobs } : {}),
  };
}
