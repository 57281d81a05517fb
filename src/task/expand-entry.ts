// An entry of `score:` in, the scores that it stands for out.
import { sha256, stableJson } from '../base/hash.ts';
import { knownRubric, type Rubric } from './rubrics.ts';
import { corpusNames, plainEntry, type ScoreEntry } from './score-entry.ts';

/** One scorer for each of its pipelines, or of the ways to choose; a judge that is held against a human is two. */
export function expandEntry(entry: ScoreEntry): ScoreEntry[] {
  const { pipelines, ...rest } = entry;
  if (entry.metric === 'choice') return byWays(entry);
  if (!pipelines) return withAgreement(entry);
  return Object.entries(pipelines).flatMap(([pipeline, extract]) =>
    withAgreement({ ...rest, name: `${entry.name}/${pipeline}`, extract } as ScoreEntry),
  );
}

function byWays(entry: ScoreEntry<'choice'>): ScoreEntry[] {
  const { by } = entry.options;
  if (typeof by === 'string') return [entry];
  return by.map((way) => ({
    ...entry,
    name: `${entry.name}/${way}`,
    options: { ...entry.options, by: way },
  }));
}

function withAgreement(entry: ScoreEntry): ScoreEntry[] {
  if (entry.metric !== 'judge' || entry.options.human === undefined) return [entry];
  const options = { ...entry.options, agreement: true as const };
  const { weight: _, ...rest } = entry;
  return [entry, { ...rest, name: `${entry.name}_kappa`, options }];
}

/** What is needed to score answers together. */
export type CorpusEntry =
  | {
      readonly [K in (typeof corpusNames)[number]]: Pick<ScoreEntry<K>, 'metric' | 'options'>;
    }[(typeof corpusNames)[number]]
  | { readonly metric: 'kappa'; readonly options: { readonly labels: readonly string[] } };

/** Undefined for scorers whose mean over rows counts. */
export function corpusEntryOf(entry: ScoreEntry): CorpusEntry | undefined {
  const { metric, options } = entry;
  if (metric === 'judge' && options.agreement)
    return { metric: 'kappa', options: { labels: Object.keys(rubricOf(entry).choices) } };
  return corpusNames.some((name) => name === metric)
    ? ({ metric, options } as CorpusEntry)
    : undefined;
}

/** A hash of how an answer is scored; undefined for a scorer as it is without options, under its own name. Whoever a judge is held against has no part in it. */
export function ruleOf(entry: ScoreEntry): string | undefined {
  const rule = stableJson(wayOf(entry));
  const plain = plainEntry(entry.metric);
  if (plain?.name === entry.name && stableJson(wayOf(plain)) === rule) return undefined;
  return sha256(rule).slice(0, 12);
}

function wayOf(entry: ScoreEntry) {
  const { metric, target, extract, not } = entry;
  // What answers are scored by together is compared by itself.
  const options = corpusEntryOf(entry) && metric !== 'judge' ? {} : entry.options;
  const { human: _, agreement: __, ...own } = { human: '', agreement: false, ...options };
  return { metric, options: own, target, extract, not };
}

/** Of a judge of a loaded task. */
export function rubricOf({ options }: Pick<ScoreEntry<'judge'>, 'options'>): Rubric {
  const rubric = knownRubric(options.rubric);
  if (rubric) return rubric;
  throw new Error(`the rubric ${JSON.stringify(options.rubric)} was not loaded`);
}
