// The `score:` of a task in, scorers that know their rows' right answers out.
import type { Row } from '../dataset/row.ts';
import type { Completion, Done } from '../provider/completion.ts';
import { readText, type ReadText } from '../prompt/check-columns.ts';
import type { PromptMaker } from '../plan/plan.ts';
import type { CompiledTemplate } from '../prompt/template.ts';
import type { Price } from '../provider/cost.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { rangeOf } from '../task/metric-range.ts';
import { corpusEntryOf, expandEntry, type ScoreEntry } from '../task/score-entry.ts';
import type { YamlFile } from '../task/yaml-file.ts';
import type { ScoreFields } from '../schedule/journal-line.ts';
import { metrics } from './metrics.ts';
import { referencesOf } from './references.ts';
import { makeScorer, needsReference, type Score, type Subject } from './score.ts';

/** What an answer scored, and what the primary scorer held it against. */
export interface Scoring {
  /** One a scorer, in the order of the task. */
  readonly scores: readonly Score[];
  readonly expected: readonly string[];
}

/** All scorers of a task, in its order. */
export interface ScoreBoard {
  readonly metrics: readonly MetricInfo[];
  /** What failed has no scores. */
  score(completion: Completion, row: Row, asker: Asker): Scoring | Promise<Scoring>;
}

/** The name of the template that asked, and the model that answered, if one was asked. */
interface Asker {
  readonly template: string;
  readonly model?: string;
}

export function makeScoreBoard(
  written: readonly ScoreEntry[],
  makers: Readonly<Record<string, PromptMaker>>,
  priceOf: (model: string) => Price | undefined = () => undefined,
): ScoreBoard {
  const entries = written.flatMap(expandEntry);
  const judges = Object.fromEntries(
    Object.entries(makers).map(([name, { template }]) => [
      name,
      entries.map((entry) => makeJudge(entry, template)),
    ]),
  );
  return {
    metrics: entries.map(infoOf),
    score(completion, row, { template, model }) {
      if (completion.status === 'failed') return { scores: [], expected: [] };
      const price = model === undefined ? undefined : priceOf(model);
      const judged: (Judged | Promise<Judged>)[] = judges[template]!.map((judge) =>
        judge(completion, { row, model, price }),
      );
      // Most scorers know at once; a promise for each of them would cost more than the score.
      const known = judged.filter((each): each is Judged => !(each instanceof Promise));
      if (known.length === judged.length) return scoringOf(known);
      return Promise.all(judged.map((each) => Promise.resolve(each))).then(scoringOf);
    },
  };
}

function infoOf(entry: ScoreEntry): MetricInfo {
  const { name, metric } = entry;
  const { kind, better } = metrics[metric];
  const corpus = corpusEntryOf(entry);
  const pooled = entry.trials ? { trials: entry.trials } : {};
  const together = corpus ? { corpus } : {};
  const timed = metric === 'latency' ? { timed: true as const } : {};
  return { name, kind, better, range: rangeOf(metric), ...pooled, ...timed, ...together };
}

function scoringOf(judged: readonly Judged[]): Scoring {
  return { scores: judged.map(({ score }) => score), expected: judged[0]!.references };
}

interface Judged {
  readonly score: Score;
  readonly references: readonly string[];
}

/** A row whose right answer cannot be rendered is unscored; it never ends a run. */
function makeJudge(entry: ScoreEntry, template: CompiledTemplate) {
  const scorer = makeScorer(entry);
  const referencesFor = needsReference(entry) ? referencesOf(entry, template) : () => [];
  return (completion: Done, subject: Omit<Subject, 'references'>): Judged | Promise<Judged> => {
    try {
      const references = referencesFor(subject.row);
      const score = scorer(completion, { ...subject, references });
      if (!(score instanceof Promise)) return { score, references };
      return score.then((value) => ({ score: value, references }), unscored);
    } catch (error) {
      return unscored(error);
    }
  };
}

function unscored(error: unknown): Judged {
  return { score: { status: 'unscored', why: (error as Error).message }, references: [] };
}

/** Whether some scorer compares with the rendered output of the row itself. */
export function needsOutput(entries: readonly ScoreEntry[]): boolean {
  return entries.some((entry) => entry.target === undefined && needsReference(entry));
}

/** The targets of the scorers, to be held against the columns. */
export function readTargets(entries: readonly ScoreEntry[], file: YamlFile): ReadText[] {
  return entries.flatMap(({ target, metric }, index) => {
    const path = ['score', index, metric, 'target'];
    if (typeof target === 'string') return [readText('target', target, file, path)];
    return (target ?? []).map((column, nth) => columnText(column, file, [...path, nth]));
  });
}

function columnText(column: string, file: YamlFile, path: (string | number)[]): ReadText {
  const text = readText('target', '', file, path);
  return { ...text, mentions: [{ column, tested: false, start: 0, end: column.length }] };
}

/** As the journal keeps it: by the name of the scorer. */
export function scoreFields(
  metrics: readonly MetricInfo[],
  { scores, expected }: Scoring,
): ScoreFields {
  const entries = scores.flatMap((score, index): [string, ScoreFields['scores'][string]][] => {
    const { name } = metrics[index]!;
    if (score.status === 'scored') return [[name, score.value]];
    return score.fine ? [] : [[name, { unscored: score.why }]];
  });
  const counts = scores.flatMap((score, index) =>
    score.status === 'scored' && score.counts
      ? [[metrics[index]!.name, score.counts] as const]
      : [],
  );
  const added = counts.length > 0 ? { counts: Object.fromEntries(counts) } : {};
  return { scores: Object.fromEntries(entries), ...added, expected };
}

/** From the journal again; a scorer that it does not know gave nothing. */
export function scoresOf(
  metrics: readonly MetricInfo[],
  { scores, counts = {} }: Pick<ScoreFields, 'scores' | 'counts'>,
): Score[] {
  return metrics.map(({ name, timed }) => {
    if (timed && !Object.hasOwn(scores, name))
      return { status: 'unscored', why: 'it was not timed', fine: true };
    const value = scores[name] ?? { unscored: 'the journal has no score' };
    if (typeof value !== 'number') return { status: 'unscored', why: value.unscored };
    const own = counts[name];
    return { status: 'scored', value, ...(own ? { counts: own } : {}) };
  });
}
