import { expect, test } from 'vitest';
import { generate, neutralSampling, type Sampling } from '../../src/embedded/model.ts';
import { animals, distributionAfter, essay } from './distribution.ts';

function run(prompt: string, settings: Partial<Sampling>) {
  return generate(prompt, { ...neutralSampling, ...settings });
}

const seeds = Array.from({ length: 20 }, (_, seed) => seed);

test('temperature 0 takes the likeliest of the returned alternatives at every token', () => {
  const { logprobs } = run(essay, { temperature: 0, max_tokens: 30, logprobs: 1 });
  expect(logprobs?.map(({ token }) => token)).toEqual(logprobs?.map(({ top }) => top[0]?.token));
});

test('of equally likely tokens temperature 0 takes the one that stands earlier in the prompt', () => {
  const firsts = ['x -> one\ny -> two\nz ->', 'x -> two\ny -> one\nz ->'].map(
    (prompt) => run(prompt, { temperature: 0, max_tokens: 1 }).text,
  );
  expect(firsts).toEqual([' one', ' two']);
});

test.each<[string, Partial<Sampling>]>([
  ['top_k 1', { top_k: 1 }],
  ['top_p near 0', { top_p: 1e-9 }],
  ['min_p 1', { min_p: 1 }],
  ['a temperature near 0', { temperature: 1e-9 }],
])('%s gives what temperature 0 gives', (_, settings) => {
  const greedy = run(essay, { temperature: 0, max_tokens: 30 });
  for (const seed of seeds)
    expect(run(essay, { temperature: 1.5, max_tokens: 30, seed, ...settings })).toEqual(greedy);
});

test('lower temperature, top_k, top_p and min_p each make the outputs less varied', () => {
  const variety = (settings: Partial<Sampling>): number =>
    new Set(seeds.map((seed) => run(essay, { max_tokens: 6, seed, ...settings }).text)).size;
  const hot = { temperature: 1.5 };
  expect({
    hot: variety(hot),
    temperature: variety({ temperature: 0.2 }),
    top_k: variety({ ...hot, top_k: 2 }),
    top_p: variety({ ...hot, top_p: 0.3 }),
    min_p: variety({ ...hot, min_p: 0.5 }),
  }).toEqual({ hot: 17, temperature: 2, top_k: 6, top_p: 1, min_p: 3 });
});

test.each<[string, Partial<Sampling>, (weights: number[]) => number[]]>([
  ['temperature 1', {}, (weights) => weights],
  ['temperature 0.5', { temperature: 0.5 }, (weights) => weights.map((weight) => weight * weight)],
  ['temperature 2', { temperature: 2 }, (weights) => weights.map(Math.sqrt)],
  ['top_k 3', { top_k: 3 }, (weights) => keepFirst(weights, 3)],
  ['top_p 0.5', { top_p: 0.5 }, (weights) => keepFirst(weights, countFor(weights, 0.5))],
  [
    'top_k 4, then top_p 0.9 of what is left',
    { top_k: 4, top_p: 0.9 },
    (weights) => {
      const four = keepFirst(weights, 4);
      return keepFirst(four, countFor(four, 0.9));
    },
  ],
  [
    'min_p 0.3',
    { min_p: 0.3 },
    (weights) => weights.map((weight) => (weight < 0.3 * weights[0]! ? 0 : weight)),
  ],
])('draws follow the distribution at %s (chi-square)', (_, settings, transform) => {
  const sorted = [...distributionAfter(animals)].toSorted(([, a], [, b]) => b - a);
  const weights = transform(sorted.map(([, probability]) => probability));
  const draws = 4000;
  const counts = new Map<string, number>();
  for (let seed = 0; seed < draws; seed += 1) {
    const { text } = run(animals, { max_tokens: 1, seed, ...settings });
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const sum = weights.reduce((a, b) => a + b, 0);
  const cells = sorted.map(([token], i) => ({
    expected: (draws * weights[i]!) / sum,
    observed: counts.get(token) ?? 0,
  }));
  expect(cells.filter(({ expected, observed }) => expected === 0 && observed > 0)).toEqual([]);
  const { statistic, freedom } = chiSquare(cells.filter(({ expected }) => expected > 0));
  // Five standard deviations above the mean of the chi-square distribution.
  expect(statistic).toBeLessThan(freedom + 5 * Math.sqrt(2 * freedom) + 1e-9);
});

interface Cell {
  readonly expected: number;
  readonly observed: number;
}

/** Cells that expect fewer than five draws are counted as one. */
function chiSquare(cells: readonly Cell[]): { statistic: number; freedom: number } {
  const rare = cells.filter(({ expected }) => expected < 5);
  const pooled = {
    expected: rare.reduce((sum, { expected }) => sum + expected, 0),
    observed: rare.reduce((sum, { observed }) => sum + observed, 0),
  };
  const counted = [
    ...cells.filter(({ expected }) => expected >= 5),
    ...(pooled.expected > 0 ? [pooled] : []),
  ];
  const statistic = counted.reduce(
    (sum, { expected, observed }) => sum + (observed - expected) ** 2 / expected,
    0,
  );
  return { statistic, freedom: counted.length - 1 };
}

function keepFirst(weights: readonly number[], count: number): number[] {
  return weights.map((weight, i) => (i < count ? weight : 0));
}

function countFor(weights: readonly number[], share: number): number {
  const target = share * weights.reduce((a, b) => a + b, 0);
  let mass = 0;
  return weights.findIndex((weight) => (mass += weight) >= target) + 1;
}

test('log-probabilities are those before temperature, penalties and truncation', () => {
  const raw = run(essay, { temperature: 0, max_tokens: 1, logprobs: 5 }).logprobs?.[0]?.top;
  const settings: Partial<Sampling>[] = [
    { temperature: 0.1 },
    { temperature: 2 },
    { top_k: 1 },
    { top_p: 0.1 },
    { min_p: 0.9 },
    { repetition_penalty: 2, presence_penalty: 2, frequency_penalty: 2 },
  ];
  const tops = settings.map(
    (setting) => run(essay, { max_tokens: 1, logprobs: 5, ...setting }).logprobs?.[0]?.top,
  );
  expect(tops).toEqual(settings.map(() => raw));
});

test('log-probabilities are those of the whole distribution', () => {
  const distribution = [...distributionAfter(animals)];
  const [first] = run(animals, { max_tokens: 1, logprobs: distribution.length }).logprobs ?? [];
  expect(new Map(first?.top.map(({ token, logprob }) => [token, logprob]))).toEqual(
    new Map(distribution.map(([token, probability]) => [token, Math.log(probability)])),
  );
});

test('penalties leave the first token alone, also in how it is drawn', () => {
  const first = (settings: Partial<Sampling>) =>
    seeds.map((seed) => run(essay, { max_tokens: 1, seed, ...settings }).text);
  expect(first({ repetition_penalty: 2, presence_penalty: 2, frequency_penalty: 2 })).toEqual(
    first({}),
  );
});

/** How many of 80 tokens were there before, in the mean over the seeds. */
function repeats(settings: Partial<Sampling>): number {
  const counts = seeds.map((seed) => {
    const { logprobs = [] } = run(essay, { max_tokens: 80, seed, logprobs: 0, ...settings });
    return logprobs.length - new Set(logprobs.map(({ token }) => token)).size;
  });
  return counts.reduce((a, b) => a + b, 0) / counts.length;
}

test('the more the penalty, the fewer the repeated tokens of a free text', () => {
  expect({
    repetition: [1, 1.1, 1.5, 2].map((repetition_penalty) => repeats({ repetition_penalty })),
    presence: [0, 1, 2].map((presence_penalty) => repeats({ presence_penalty })),
    frequency: [0, 0.5, 1, 2].map((frequency_penalty) => repeats({ frequency_penalty })),
  }).toEqual({
    repetition: [63.15, 61.35, 57.25, 56],
    presence: [63.15, 59.85, 58.45],
    frequency: [63.15, 58.2, 55.45, 55],
  });
});

test('presence counts a token once, frequency each time', () => {
  const line = 'go go go go go go stop. go go go';
  const text = (settings: Partial<Sampling>) =>
    run(line, { temperature: 0, max_tokens: 12, ...settings }).text;
  expect([text({}), text({ presence_penalty: 1 }), text({ frequency_penalty: 1 })]).toEqual([
    ' go go go go stop. go go go go go go',
    ' go go stop. go go go go go go stop.',
    ' go go stop. go stop. go stop. go stop',
  ]);
});
