// Answers one by one in, the worst of them out: first those without a score, then the lowest.
import type { AnswerLine, ScoreLine } from '../schedule/journal-line.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { answerBlock, whyOf } from './answers.ts';

export interface Worst {
  /** `cell` is the name of the cell. */
  take(cell: string, answer: AnswerLine, score: ScoreLine | undefined): void;
  blocks(): string[];
}

/** Without a metric those alone that failed or have no score. An answer that could not be better is never among them. */
export function collectWorst(metric: MetricInfo | undefined, most: number): Worst {
  const worst: { readonly worth: number; readonly block: string }[] = [];
  return {
    take(cell, answer, score) {
      const worth = whyOf(answer, score) === '' ? worthOf(metric, score) : -Infinity;
      if (worth === undefined) return;
      if (worst.length === most && worth >= worst.at(-1)!.worth) return;
      const place = worst.findLastIndex((other) => other.worth <= worth) + 1;
      worst.splice(place, 0, { worth, block: answerBlock(cell, answer, score) });
      worst.splice(most);
    },
    blocks: () => worst.map(({ block }) => block),
  };
}

function worthOf(metric: MetricInfo | undefined, score: ScoreLine | undefined): number | undefined {
  const value = metric && score?.scores[metric.name];
  if (typeof value !== 'number') return undefined;
  const [low, high] = metric!.range;
  const isBest = metric!.better === 'higher' ? value >= (high ?? Infinity) : value <= low;
  return isBest ? undefined : metric!.better === 'higher' ? value : -value;
}
