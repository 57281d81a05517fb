// journal.jsonl in, its lines out; and answers paired with their scores.
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { AnswerLine, AskedLine, JournalLine, ScoreLine } from './journal-line.ts';
import { disk as realDisk, type Disk } from './disk.ts';

const chunkSize = 262_144;

/** A torn last line is normal after a crash; like anything else that is no line of a journal it is passed over. */
export async function* readJournal(
  path: string,
  disk: Pick<Disk, 'openToRead'> = realDisk,
): AsyncGenerator<JournalLine> {
  const file = disk.openToRead(path);
  try {
    let held: Buffer = Buffer.alloc(0);
    for (let offset = 0; ;) {
      const chunk = file.read(offset, chunkSize);
      if (chunk.length === 0) return;
      offset += chunk.length;
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const end = bytes.lastIndexOf(10) + 1;
      held = bytes.subarray(end);
      yield* linesOf(bytes.toString('utf8', 0, end));
      // A long journal must not hold up Ctrl-C.
      await setImmediate();
    }
  } finally {
    file.close();
  }
}

function* linesOf(text: string): Generator<JournalLine> {
  for (const line of text.split('\n')) {
    const parsed = line === '' ? undefined : parseLine(line);
    if (parsed) yield parsed;
  }
}

function parseLine(line: string): JournalLine | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return isLine(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** As far as a count depends on it: a line that tells no place, or no scores, is none. */
function isLine(parsed: unknown): parsed is JournalLine {
  if (typeof parsed !== 'object' || parsed === null) return false;
  const { kind, cell, row, trial, scores } = parsed as Partial<AnswerLine & { scores: unknown }>;
  if (typeof cell !== 'string' || typeof row !== 'string' || !isCount(trial)) return false;
  if (kind === 'answer' || kind === 'asked') return true;
  return kind === 'score' && typeof scores === 'object' && scores !== null;
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}

export interface Pair {
  readonly answer: AnswerLine;
  readonly score?: ScoreLine;
  /** What its scorers asked, in this order. */
  readonly asked?: readonly AskedLine[];
}

/** What a run came to: every answer once, with its score. Of a failed request that was asked again the last answer counts. */
export async function* readResults(
  path: string,
  disk: Pick<Disk, 'openToRead'> = realDisk,
): AsyncGenerator<Pair> {
  const outdated = await countOutdated(readJournal(path, disk));
  for await (const pair of pairs(readJournal(path, disk))) {
    const place = placeOf(pair.answer);
    const left = outdated.get(place) ?? 0;
    if (left > 0) outdated.set(place, left - 1);
    else yield pair;
  }
}

/** The same of a run folder on this machine. */
export function resultsOf(run: string): AsyncGenerator<Pair> {
  return readResults(join(run, 'journal.jsonl'));
}

/** How many answers of a place are followed by another: of places that failed once, which are few. */
async function countOutdated(journal: AsyncIterable<JournalLine>): Promise<Map<string, number>> {
  const outdated = new Map<string, number>();
  for await (const line of journal) {
    if (line.kind !== 'answer') continue;
    const place = placeOf(line);
    const before = outdated.get(place);
    if (before !== undefined) outdated.set(place, before + 1);
    else if (line.status === 'failed') outdated.set(place, 0);
  }
  return outdated;
}

/**
 * An answer as soon as its score is known, a failed one at once; at the end the answers that have no score, or one that may
 * yet be replaced.
 */
export async function* pairs(journal: AsyncIterable<JournalLine>): AsyncGenerator<Pair> {
  const waiting = new Map<string, Pair>();
  for await (const line of journal) {
    const place = placeOf(line);
    if (line.kind === 'answer' && line.status === 'failed') yield { answer: line };
    else if (line.kind === 'answer') waiting.set(place, { answer: line });
    else {
      const pair = waiting.get(place);
      if (!pair) continue;
      const more = withLine(pair, line);
      waiting.set(place, more);
      if (!more.score || mayChange(more.score)) continue;
      waiting.delete(place);
      yield more;
    }
  }
  yield* waiting.values();
}

function withLine(pair: Pair, line: ScoreLine | AskedLine): Pair {
  if (line.kind === 'score') return { ...pair, score: line };
  return { ...pair, asked: [...(pair.asked ?? []), line] };
}

/** Whether a scorer could not ask whom it had to. */
export function mayChange({ scores }: ScoreLine): boolean {
  return Object.values(scores).some((score) => typeof score === 'object' && score.again === true);
}

function placeOf({ cell, row, trial }: JournalLine): string {
  return JSON.stringify([cell, row, trial]);
}
