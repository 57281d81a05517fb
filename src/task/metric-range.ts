import type { MetricName, ScoreEntry } from './score-entry.ts';

/** The least and the most that a score can be; null where there is no most. */
export type Range = readonly [least: number, most: number | null];

const share: Range = [0, 1];
const open: Range = [0, null];

const ranges: Partial<Record<MetricName, Range>> = {
  ter: open,
  cer: open,
  latency: open,
  cost: open,
  mcc: [-1, 1],
  corpus_ter: open,
};

/** Of a scorer; most of them give shares of 1. */
export function rangeOf({ metric, options }: Pick<ScoreEntry, 'metric' | 'options'>): Range {
  if ('agreement' in options) return ranges.mcc!;
  return 'range' in options ? options.range : (ranges[metric] ?? share);
}
