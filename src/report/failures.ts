// Answers one by one in, those that went wrong out: failed, without a score, or with none of the primary metric.
import { printable } from '../base/printable.ts';
import type { AnswerLine, ScoreLine } from '../schedule/journal-line.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import { answerBlock, whyOf } from './answers.ts';
import { plural, showCount } from './numbers.ts';

export interface Failures {
  /** `cell` is the name of the cell. */
  take(cell: string, answer: AnswerLine, score: ScoreLine | undefined): void;
  report(): string;
  /** Blocks of lines of the first, and how many went wrong of how many. */
  found(): { readonly blocks: readonly string[]; readonly wrong: number; readonly total: number };
}

/** Shows the first so many, and counts all: equal reasons together. */
export function collectFailures({ name, better }: MetricInfo, most: number): Failures {
  const blocks: string[] = [];
  const reasons = new Map<string, number>();
  let total = 0;
  let wrong = 0;
  return {
    take(cell, answer, score) {
      total += 1;
      const reason = whyOf(answer, score);
      const missed = better === 'higher' && score?.scores[name] === 0;
      if (reason === '' && !missed) return;
      wrong += 1;
      const kind = reason === '' ? `${name} is 0` : reason;
      reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
      if (blocks.length < most) blocks.push(answerBlock(cell, answer, score));
    },
    found: () => ({ blocks, wrong, total }),
    report() {
      if (wrong === 0) return `none of ${plural(total, 'answer')} went wrong`;
      const hidden = wrong - blocks.length;
      return [
        ...blocks,
        '',
        `${showCount(wrong)} of ${plural(total, 'answer')} went wrong`,
        ...reasonLines(reasons),
        ...(hidden > 0 ? [`${showCount(hidden)} of them are not shown: --all shows them`] : []),
      ].join('\n');
    },
  };
}

const mostReasons = 10;

function reasonLines(reasons: ReadonlyMap<string, number>): string[] {
  const sorted = [...reasons].toSorted(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, mostReasons);
  const hidden = sorted.length - shown.length;
  return [
    ...shown.map(([reason, count]) => `  ${showCount(count)} × ${printable(reason)}`),
    ...(hidden > 0 ? [`  … and ${plural(hidden, 'more reason')}`] : []),
  ];
}
