// Scorers that look at how the answer came, not at what it says.
import type { FinishReason } from '../provider/completion.ts';
import { costOf } from '../provider/cost.ts';
import { alone, type Asked, type Measured } from './metric.ts';

const lower = { ...alone, kind: 'graded', better: 'lower' } as const;

export const askedMetrics = {
  finish: {
    ...alone,
    kind: 'binary',
    measure: () => (_answer: string, _references: readonly string[], asked: Asked) =>
      finished(asked.completion.finish),
  },
  latency: {
    ...lower,
    measure: () => (_answer: string, _references: readonly string[], asked: Asked) =>
      seconds(asked),
  },
  cost: {
    ...lower,
    measure: () => (_answer: string, _references: readonly string[], asked: Asked) =>
      costOfThousand(asked),
  },
} as const;

function finished(finish: FinishReason): Measured {
  if (finish === 'unknown') return { unscored: 'the provider does not say why the answer ended' };
  return finish === 'length' ? 0 : 1;
}

/** Of an answer that no model gave nothing but its text is known. */
export const nobodyAsked = { unscored: 'no model was asked' };

const untimed = { unscored: 'the cache gave the answer: it was not timed', fine: true } as const;

function seconds({ completion, model }: Asked): Measured {
  if (model === undefined) return nobodyAsked;
  if (completion.cached) return untimed;
  if (completion.latencyMs === undefined) return { unscored: 'nobody has timed the answer' };
  // To the microsecond, as the journal keeps it.
  return Math.round(Math.max(0, completion.latencyMs) * 1000) / 1e6;
}

/** At the price of the list, whether or not the cache gave it: what the prompt costs, not what this run did. */
function costOfThousand({ completion, model, price }: Asked): Measured {
  if (model === undefined) return nobodyAsked;
  if (!price) return { unscored: `${model} has no price` };
  if (!completion.usage) return { unscored: 'the provider tells no tokens' };
  return 1000 * costOf(completion.usage, price);
}
