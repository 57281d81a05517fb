// Results in, lines of journal.jsonl out; and back. docs/run-folder.md describes the format.
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { asOneLine } from '../base/json-line.ts';
import { redactedJson, type Redact } from '../base/redact.ts';
import type { Request } from '../plan/request.ts';
import type { Attempt, Completion, Done, Failure, TokenLogprob } from '../provider/completion.ts';

interface Slot {
  /** The id of the cell. */
  readonly cell: string;
  /** The key of the row. */
  readonly row: string;
  readonly trial: number;
}

/** What came back, written the moment it arrives. */
export interface AnswerLine extends Slot {
  readonly kind: 'answer';
  readonly status: 'done' | 'failed';
  readonly why?: string;
  readonly text?: string;
  readonly finish?: string;
  readonly finish_raw?: string;
  readonly tokens?: Done['usage'];
  readonly latency_ms?: number;
  readonly logprobs?: readonly TokenLogprob[];
  readonly failure?: Failure;
  /** The attempts that failed before it; of a failure all, where there was more than one. */
  readonly attempts?: readonly JournalAttempt[];
  /** The keys of the shots in the order of the prompt. */
  readonly shots: readonly string[];
}

export interface ScoreFields {
  /** Of each scorer the value, or why there is none. */
  readonly scores: Readonly<Record<string, number | { readonly unscored: string }>>;
  /** What the primary scorer held the answer against: any of these is right. */
  readonly expected: readonly string[];
}

export interface ScoreLine extends Slot, ScoreFields {
  readonly kind: 'score';
}

export type JournalLine = AnswerLine | ScoreLine;

export interface Journal {
  answer(request: Request, completion: Completion): void;
  score(request: Request, fields: ScoreFields): void;
  close(): void;
}

/** Every line is handed to the system at once: a killed process loses none. */
export function openJournal(path: string, redact: Redact): Journal {
  const file = openSync(path, 'a');
  const append = (line: JournalLine) =>
    writeSync(file, `${asOneLine(redactedJson(line, redact))}\n`);
  return {
    answer(request, completion) {
      append({
        kind: 'answer',
        ...slotOf(request),
        ...answerOf(completion),
        shots: request.prompt.shots,
      });
    },
    score(request, fields) {
      append({ kind: 'score', ...slotOf(request), ...fields });
    },
    close: () => closeSync(file),
  };
}

function slotOf({ cell, row, trial }: Request): Slot {
  return { cell: cell.id, row: row.key, trial };
}

interface JournalAttempt {
  readonly why: string;
  readonly at_ms: number;
}

function attemptsOf(attempts: readonly Attempt[] | undefined): Pick<AnswerLine, 'attempts'> {
  return attempts ? { attempts: attempts.map(({ why, atMs }) => ({ why, at_ms: atMs })) } : {};
}

function answerOf(completion: Completion): Pick<AnswerLine, 'status'> & Partial<AnswerLine> {
  if (completion.status === 'failed') {
    const { status, why, failure, attempts } = completion;
    return { status, why, ...(failure ? { failure } : {}), ...attemptsOf(attempts) };
  }
  const { text, finish, finishRaw, usage, latencyMs, logprobs, attempts } = completion;
  return {
    status: 'done',
    text,
    finish,
    finish_raw: finishRaw,
    ...(usage ? { tokens: usage } : {}),
    latency_ms: Math.round(latencyMs * 1000) / 1000,
    ...(logprobs ? { logprobs } : {}),
    ...attemptsOf(attempts),
  };
}

/** A torn last line is normal after a crash and is passed over. */
export async function* readJournal(path: string): AsyncGenerator<JournalLine> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
  for await (const line of lines) {
    const parsed = parseLine(line);
    if (parsed) yield parsed;
  }
}

function parseLine(line: string): JournalLine | undefined {
  try {
    return JSON.parse(line) as JournalLine;
  } catch {
    return undefined;
  }
}

/** An answer with its score, as soon as both are known; at the end the answers that have none. */
export async function* pairs(
  journal: AsyncIterable<JournalLine>,
): AsyncGenerator<{ answer: AnswerLine; score?: ScoreLine }> {
  const waiting = new Map<string, AnswerLine>();
  for await (const line of journal) {
    const slot = JSON.stringify([line.cell, line.row, line.trial]);
    const answer = waiting.get(slot);
    if (line.kind === 'answer') waiting.set(slot, line);
    else if (answer) {
      waiting.delete(slot);
      yield { answer, score: line };
    }
  }
  for (const answer of waiting.values()) yield { answer };
}
