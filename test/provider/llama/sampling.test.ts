import { expect, test } from 'vitest';
import type { Params } from '../../../src/task/params.ts';
import { bigramModel } from '../../gguf/bigram-model.ts';
import { answerOf, keepEngine, modelOf, type Model } from '../../gguf/engine.ts';

const letters = { a: 0.4, b: 0.3, c: 0.2, d: 0.1 };
const model = bigramModel({
  ' ': letters,
  a: { ' ': 1 },
  b: { ' ': 1 },
  c: { ' ': 1 },
  d: { ' ': 1 },
});

const draws = 1000;

type Shares = Readonly<Record<string, number>>;

/** How often each letter is the first, over `draws` seeds. */
async function countFirst(ask: Model, params: Params): Promise<Shares> {
  const counts: Record<string, number> = {};
  for (let seed = 0; seed < draws; seed++) {
    const { text } = await answerOf(ask, 'x ', { params: { ...params, seed, max_tokens: 1 } });
    counts[text] = (counts[text] ?? 0) + 1;
  }
  return counts;
}

/** What a temperature makes of probabilities. */
function tempered(shares: Shares, temperature: number): Shares {
  const powers = Object.entries(shares).map(([key, share]) => [key, share ** (1 / temperature)]);
  const total = powers.reduce((sum, [, power]) => sum + Number(power), 0);
  return Object.fromEntries(powers.map(([key, power]) => [key, Number(power) / total]));
}

/** The statistic; with f degrees of freedom its mean is f and its variance 2f. */
function chiSquare(counts: Shares, shares: Shares): number {
  const deviations = Object.entries(shares).map(([key, share]) => {
    const expected = share * draws;
    return ((counts[key] ?? 0) - expected) ** 2 / expected;
  });
  return deviations.reduce((sum, each) => sum + each, 0);
}

keepEngine();

test.each<[Params, Shares]>([
  [{ temperature: 1 }, letters],
  [{ temperature: 0.5 }, tempered(letters, 0.5)],
  [{ temperature: 2 }, tempered(letters, 2)],
  [{ temperature: 1, top_k: 2 }, tempered({ a: 0.4, b: 0.3 }, 1)],
  [{ temperature: 2, top_k: 3 }, tempered({ a: 0.4, b: 0.3, c: 0.2 }, 2)],
  [{ temperature: 1, top_p: 0.65 }, tempered({ a: 0.4, b: 0.3 }, 1)],
  [{ temperature: 1, top_p: 0.75 }, tempered({ a: 0.4, b: 0.3, c: 0.2 }, 1)],
  [{ temperature: 1, min_p: 0.4 }, tempered({ a: 0.4, b: 0.3, c: 0.2 }, 1)],
])('draws with %o are distributed as the theory says', async (params, shares) => {
  const counts = await countFirst(await modelOf(model), params);
  expect(Object.keys(counts).toSorted()).toEqual(Object.keys(shares));
  const freedom = Object.keys(shares).length - 1;
  // Four standard deviations above the mean.
  expect(chiSquare(counts, shares)).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
});

test.each<Params>([{ temperature: 0 }, { temperature: 1, top_k: 1 }, {}])(
  '%o takes the likeliest',
  async (params) => {
    const ask = await modelOf(model);
    const { text } = await answerOf(ask, 'x ', { params: { ...params, max_tokens: 5 } });
    expect(text).toBe('a a a');
  },
);

test.each<Params>([
  { temperature: 0 },
  { temperature: 1 },
  { temperature: 0.3, top_k: 3, repetition_penalty: 1.5 },
])('log-probabilities with %o are those of the model itself', async (params) => {
  const ask = await modelOf(model);
  const asked = { ...params, max_tokens: 9, logprobs: 2, seed: 3 };
  const { text, logprobs } = await answerOf(ask, 'x ', { params: asked });
  expect(logprobs!.map(({ token }) => token).join('')).toBe(text);
  for (const { token, logprob, top } of logprobs!) {
    const share = token === ' ' ? 1 : letters[token as keyof typeof letters];
    expect(logprob).toBeCloseTo(Math.log(share), 3);
    expect(top).toHaveLength(2);
    if (token === ' ') continue;
    expect(top.map((other) => other.token)).toEqual(['a', 'b']);
    expect(top[1]!.logprob).toBeCloseTo(Math.log(letters.b), 3);
  }
});

test('asking for log-probabilities changes no text', async () => {
  const ask = await modelOf(model);
  const params = { temperature: 1, max_tokens: 20, seed: 5, presence_penalty: 0.5 };
  const { text } = await answerOf(ask, 'x ', { params });
  const explained = await answerOf(ask, 'x ', { params: { ...params, logprobs: 0 } });
  expect(explained.text).toBe(text);
  expect(explained.logprobs!.map(({ top }) => top)).toEqual(Array.from({ length: 20 }, () => []));
});

test('one seed says the same again, another something else; without one the trials differ', async () => {
  const ask = await modelOf(model);
  const params = { temperature: 1, max_tokens: 40 };
  const texts: string[] = [];
  for (const seed of [1, 2, 1])
    texts.push((await answerOf(ask, 'x ', { params: { ...params, seed } })).text);
  expect(texts[0]).toBe(texts[2]);
  expect(texts[0]).not.toBe(texts[1]);
  const first = await answerOf(ask, 'x ', { params, trial: 0 });
  const second = await answerOf(ask, 'x ', { params, trial: 1 });
  expect(first.text).not.toBe(second.text);
});

test.each<[Params, string]>([
  [{}, 'a a a a '],
  // Once: ln 0.4 - 0.5 = -1.42, ln 0.3 - 0.5 = -1.70; ln 0.2 = -1.61.
  [{ presence_penalty: 0.5 }, 'a b a a '],
  // The second "a" makes it -1.92: "c" is next.
  [{ frequency_penalty: 0.5 }, 'a b a c '],
  // Once: 1.5 ln 0.4 = -1.37, 1.5 ln 0.3 = -1.81.
  [{ repetition_penalty: 1.5 }, 'a b a a '],
])(
  'with %o what was generated counts, what stands in the prompt does not',
  async (params, text) => {
    const ask = await modelOf(model);
    const told = { temperature: 0, max_tokens: 8, ...params };
    const answer = await answerOf(ask, 'a a a a ', { params: told });
    expect(answer.text).toBe(text);
  },
);
