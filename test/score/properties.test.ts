import fc from 'fast-check';
import { expect, test } from 'vitest';
import { similarity } from '../../src/score/levenshtein.ts';
import { metrics } from '../../src/score/metrics.ts';
import { rougeL, rougeN, rougeTokens } from '../../src/score/rouge.ts';
import { tokenF1 } from '../../src/score/token-f1.ts';
import { rangeOf } from '../../src/task/metric-range.ts';
import {
  metricNames,
  normaliseScoreEntry,
  scoreEntrySchema,
  type MetricName,
} from '../../src/task/score-entry.ts';
import type { Score } from '../../src/score/score.ts';
import { scored, valueOf } from './scored.ts';

const anyText = fc.string({ unit: 'grapheme' });
const word = fc.constantFrom('great', 'coffee', 'tin', '7', 'Größe', 'the', 'smells', 'of');
const phrase = fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => list.join(' '));
const text = fc.oneof(anyText, phrase);

/** Each with texts it can see something in: ROUGE wants two words for a pair. */
const compares: Readonly<Record<string, (a: string, b: string) => number>> = {
  f1: tokenF1({}),
  levenshtein: similarity,
  rouge_1: (a, b) => rougeN(1, rougeTokens(a, true), rougeTokens(b, true)).fmeasure,
  rouge_2: (a, b) => rougeN(2, rougeTokens(a, false), rougeTokens(b, false)).fmeasure,
  rouge_l: (a, b) => rougeL(rougeTokens(a, false), rougeTokens(b, false)).fmeasure,
};

test.each(Object.entries(compares))('%s is symmetric and from 0 to 1', (_name, compare) => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      const score = compare(a, b);
      expect(compare(b, a)).toBe(score);
      expect([score >= 0, score <= 1]).toEqual([true, true]);
    }),
  );
});

test.each(Object.entries(compares))('%s of a text and itself is 1', (_name, compare) => {
  fc.assert(
    fc.property(phrase, (a) => {
      expect(compare(`${a} good tea`, `${a} good tea`)).toBe(1);
    }),
  );
});

test('ROUGE-L is at most ROUGE-1', () => {
  fc.assert(
    fc.property(phrase, phrase, (a, b) => {
      const [left, right] = [rougeTokens(a, false), rougeTokens(b, false)];
      const words = rougeN(1, left, right).fmeasure;
      expect(rougeL(left, right).fmeasure).toBeLessThanOrEqual(words);
    }),
  );
});

const labels = ['great', 'coffee', 'tin'];

/** Of scorers that do nothing without options. */
const written: Partial<Record<MetricName, unknown>> = {
  regex: { regex: { value: 'e' } },
  one_of: { one_of: { values: ['great', 'the'] } },
  length: { length: { max: 4 } },
  accuracy: { accuracy: { labels } },
  f1_macro: { f1_macro: { labels } },
  f1_micro: { f1_micro: { labels } },
  f1_weighted: { f1_weighted: { labels } },
  mcc: { mcc: { labels } },
  choice: { choice: { labels } },
  judge: { judge: { model: 'echo', rubric: 'brevity' } },
  module: 'module:./mine.mjs',
  command: 'command:./mine',
};

test('every scorer gives a number in its range, or says why not', async () => {
  const names = fc.constantFrom(...metricNames);
  const references = fc.array(text, { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(names, text, references, async (name, answer, given) => {
      expect(isSound(await scored(written[name] ?? name, answer, given), name)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

function isSound(score: Score, name: MetricName): boolean {
  if (score.status === 'unscored') return score.why !== '';
  const { value } = score;
  const [least, most] = rangeOf(normaliseScoreEntry(scoreEntrySchema.parse(written[name] ?? name)));
  if (metrics[name].kind === 'binary') return value === 0 || value === 1;
  return value >= least && value <= (most ?? Number.MAX_VALUE);
}

test('one more reference never lowers a score', async () => {
  const names = fc.constantFrom('f1', 'levenshtein', 'exact_match');
  await fc.assert(
    fc.asyncProperty(names, text, fc.tuple(text, text), async (name, answer, [one, two]) => {
      const few = await valueOf(name, answer, [one]);
      expect(await valueOf(name, answer, [one, two])).toBeGreaterThanOrEqual(few);
    }),
  );
});
