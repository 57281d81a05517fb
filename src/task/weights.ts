// The scorers of a task in, what their weights come to out: the metric `weighted`, or why there can be none.
import { errorOf, type Problem } from '../base/problem.ts';
import type { MetricInfo } from './metric-info.ts';
import { rangeOf } from './metric-range.ts';
import { corpusEntryOf, expandEntry, ruleOf } from './expand-entry.ts';
import { type ScoreEntry } from './score-entry.ts';
import { locateValue, type YamlFile } from './yaml-file.ts';

/** No scorer can have this name. */
export const weightedName = 'weighted';

/** The scorers that have a weight; what measures a judge is no part of the mean. */
function weightedEntries(entries: readonly ScoreEntry[]): ScoreEntry[] {
  const parts = entries.flatMap(expandEntry);
  return parts.filter((entry) => entry.weight !== undefined && !corpusEntryOf(entry));
}

/** Undefined where no scorer has a weight. */
export function weightedInfo(entries: readonly ScoreEntry[]): MetricInfo | undefined {
  const parts = weightedEntries(entries);
  if (parts.length === 0) return undefined;
  const weights = Object.fromEntries(parts.map(({ name, weight }) => [name, weight!]));
  const rules = parts.map((entry) => ruleOf(entry) ?? '');
  const rule = rules.some((one) => one !== '') ? { rule: rules.join(' ') } : {};
  return {
    name: weightedName,
    kind: 'graded',
    better: 'higher',
    range: [0, 1],
    weights,
    ...rule,
  };
}

/** A score can be part of the mean if every answer has one, and it lies between two bounds. */
export function checkWeights(file: YamlFile, entries: readonly ScoreEntry[]): Problem[] {
  return entries.flatMap((entry, index) => {
    const flaw = entry.weight === undefined ? undefined : flawOf(entry);
    if (!flaw) return [];
    const at = locateValue(file, ['score', index, entry.metric, 'weight']);
    const [why, help] = flaw;
    return [errorOf('bad-weight', `${entry.name} cannot have a weight: ${why}`, at, help)];
  });
}

function flawOf(entry: ScoreEntry): readonly [why: string, help: string] | undefined {
  if (entry.pipelines)
    return ['it is several scores, one for each extract', 'write an entry for each of them'];
  if (entry.metric === 'choice' && expandEntry(entry).length > 1)
    return ['it is several scores, one for each way to choose', 'write an entry for each of them'];
  if (corpusEntryOf(entry) && !('agreement' in entry.options))
    return ['it scores all answers together, and the mean is of each answer', 'take it out'];
  if (entry.trials)
    return [
      'its trials come to a score of the row, and the mean is of each answer',
      'take out its weight or its trials',
    ];
  const [, most] = rangeOf(entry);
  return most === null
    ? ['nothing bounds it above, so that it has no place between 0 and 1', 'gate it by itself']
    : undefined;
}
