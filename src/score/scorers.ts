// The `score:` of a task in, scorers that know their rows' right answers out.
import { UserError } from '../base/problem.ts';
import type { Row } from '../dataset/row.ts';
import type { Completion, Done } from '../provider/completion.ts';
import { readColumn, readText, type ReadText } from '../prompt/check-columns.ts';
import type { PromptMaker } from '../plan/plan.ts';
import type { Request } from '../plan/request.ts';
import type { CompiledTemplate } from '../prompt/template.ts';
import type { Price } from '../provider/cost.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { rangeOf } from '../task/metric-range.ts';
import { corpusEntryOf, expandEntry, ruleOf } from '../task/expand-entry.ts';
import { type MetricName, type ScoreEntry } from '../task/score-entry.ts';
import { weightedInfo } from '../task/weights.ts';
import type { YamlFile } from '../task/yaml-file.ts';
import { Interrupted } from './interrupted.ts';
import type { Metric, Tools } from './metric.ts';
import { metrics } from './metrics.ts';
import { referencesOf } from './references.ts';
import { makeScorer, needsReference, type Score, type Subject } from './score.ts';
import { makeWeigher } from './weighted.ts';

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

/** Who asked, who answered, and who can be asked more. */
interface Asker {
  /** The name of the template. */
  readonly template: string;
  /** What a model was asked, if one was. */
  readonly request?: Request;
  readonly tools?: Tools;
}

export function makeScoreBoard(
  written: readonly ScoreEntry[],
  makers: Readonly<Record<string, PromptMaker>>,
  priceOf: (model: string) => Price | undefined = () => undefined,
): ScoreBoard {
  const entries = written.flatMap(expandEntry);
  const infos = entries.map(infoOf);
  const weighted = weightedInfo(written);
  const weigh = weighted && makeWeigher(weighted, infos);
  const judges = Object.fromEntries(
    Object.entries(makers).map(([name, { template }]) => [
      name,
      entries.map((entry) => makeJudge(entry, template)),
    ]),
  );
  return {
    metrics: weighted ? [...infos, weighted] : infos,
    score(completion, row, { template, request, tools = {} }) {
      if (completion.status === 'failed') return { scores: [], expected: [] };
      const model = request?.cell.settings.model;
      const price = model === undefined ? undefined : priceOf(model);
      const subject = { row, request, model, price, tools };
      const judged: (Judged | Promise<Judged>)[] = judges[template]!.map((judge) =>
        judge(completion, subject),
      );
      // Most scorers know at once; a promise for each of them would cost more than the score.
      const known = judged.filter((each): each is Judged => !(each instanceof Promise));
      if (known.length === judged.length) return scoringOf(known, weigh);
      const all = Promise.all(judged.map((each) => Promise.resolve(each)));
      return all.then((each) => scoringOf(each, weigh));
    },
  };
}

function infoOf(entry: ScoreEntry): MetricInfo {
  const { name, metric } = entry;
  const { kind, better } = { ...metrics[metric], ...aboutOf(entry) };
  const corpus = corpusEntryOf(entry);
  const pooled = entry.trials ? { trials: entry.trials } : {};
  const together = corpus ? { corpus } : {};
  const timed = metric === 'latency' ? { timed: true as const } : {};
  const hash = ruleOf(entry);
  const rule = hash === undefined ? {} : { rule: hash };
  return { name, kind, better, range: rangeOf(entry), ...pooled, ...rule, ...timed, ...together };
}

function aboutOf<M extends MetricName>({ metric, options }: ScoreEntry<M>) {
  const described: Metric<M> = metrics[metric];
  return described.about?.(options);
}

function scoringOf(
  judged: readonly Judged[],
  weigh: ReturnType<typeof makeWeigher> | undefined,
): Scoring {
  const scores = judged.map(({ score }) => score);
  return {
    scores: weigh ? [...scores, weigh(scores)] : scores,
    expected: judged[0]!.references,
  };
}

interface Judged {
  readonly score: Score;
  readonly references: readonly string[];
}

/** A row whose right answer cannot be rendered is unscored; it never ends a run. */
function makeJudge(entry: ScoreEntry, template: CompiledTemplate) {
  const scorer = makeScorer(entry);
  const referencesFor = needsReference(entry) ? referencesOf(entry, template) : () => [];
  return (completion: Done, subject: Omit<Subject, 'references' | 'template'>) => {
    let references: readonly string[] = [];
    const unscored = (error: unknown): Judged => {
      if (error instanceof Interrupted || error instanceof UserError) throw error;
      return { score: { status: 'unscored', why: (error as Error).message }, references };
    };
    try {
      references = referencesFor(subject.row);
      const score = scorer(completion, { ...subject, template, references });
      if (!(score instanceof Promise)) return { score, references };
      return score.then((value) => ({ score: value, references }), unscored);
    } catch (error) {
      return unscored(error);
    }
  };
}

/** Whether some scorer compares with the rendered output of the row itself. */
export function needsOutput(entries: readonly ScoreEntry[]): boolean {
  return entries.some((entry) => entry.target === undefined && needsReference(entry));
}

/** The targets of the scorers, to be held against the columns. */
export function readTargets(entries: readonly ScoreEntry[], file: YamlFile): ReadText[] {
  return entries.flatMap((entry, index) => {
    const { target, metric } = entry;
    const path = ['score', index, metric, 'target'];
    const texts =
      typeof target === 'string'
        ? [readText('target', target, file, path)]
        : (target ?? []).map((column, nth) => readColumn(column, file, [...path, nth]));
    return [...texts, ...labelColumn(entry, index, file)];
  });
}

function labelColumn(entry: ScoreEntry, index: number, file: YamlFile): ReadText[] {
  if (entry.metric !== 'choice' || Array.isArray(entry.options.labels)) return [];
  const { column } = entry.options.labels;
  return [readColumn(column, file, ['score', index, 'choice', 'labels', 'column'])];
}
