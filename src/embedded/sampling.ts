import type { Random } from '../base/random.ts';

/** How a token is chosen. Every field acts on the distribution, in the order penalties, temperature, top_k, top_p, min_p. */
export interface Sampling {
  readonly max_tokens: number;
  readonly stop: readonly string[];
  /** 0 takes the likeliest token. */
  readonly temperature: number;
  /** 1 is off. */
  readonly top_p: number;
  /** 0 is off. */
  readonly top_k: number;
  /** 0 is off. */
  readonly min_p: number;
  /** 1 is off. Counts generated tokens only, not those of the prompt. */
  readonly repetition_penalty: number;
  /** 0 is off. */
  readonly presence_penalty: number;
  /** 0 is off. */
  readonly frequency_penalty: number;
  readonly seed: number;
  /** How many alternatives to tell for each token; undefined for no log-probabilities at all. */
  readonly logprobs: number | undefined;
}

/** Every parameter at the value that leaves the distribution alone. */
export const neutralSampling: Sampling = {
  max_tokens: 100,
  stop: [],
  temperature: 1,
  top_p: 1,
  top_k: 0,
  min_p: 0,
  repetition_penalty: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  seed: 0,
  logprobs: undefined,
};

/** How often each token id was generated so far. */
export type Counts = ReadonlyMap<number, number>;

/** The id of the chosen token. */
export function chooseToken(
  distribution: Float64Array,
  counts: Counts,
  sampling: Sampling,
  random: Random,
): number {
  const logits = penalize(toLogits(distribution), counts, sampling);
  if (sampling.temperature === 0) return likeliest(logits);
  return draw(truncate(heat(logits, sampling.temperature), sampling), random);
}

/** At least 0, so that dividing by the repetition penalty makes every token less likely, sure ones too. */
function toLogits(distribution: Float64Array): Float64Array {
  const lowest = distribution.reduce((a, b) => Math.min(a, b));
  return distribution.map((probability) => Math.log(probability / lowest));
}

function penalize(logits: Float64Array, counts: Counts, sampling: Sampling): Float64Array {
  for (const [id, count] of counts)
    logits[id] =
      logits[id]! / sampling.repetition_penalty -
      sampling.presence_penalty -
      sampling.frequency_penalty * count;
  return logits;
}

/** The first of the highest. */
function likeliest(values: Float64Array): number {
  let best = 0;
  for (let id = 1; id < values.length; id += 1) if (values[id]! > values[best]!) best = id;
  return best;
}

function heat(logits: Float64Array, temperature: number): Float64Array {
  const highest = logits.reduce((a, b) => Math.max(a, b));
  return logits.map((logit) => Math.exp((logit - highest) / temperature));
}

/** top_k, top_p and min_p each keep some number of the heaviest tokens: the least of the three holds. */
function truncate(weights: Float64Array, { top_k, top_p, min_p }: Sampling): Float64Array {
  if (top_k === 0 && top_p >= 1 && min_p === 0) return weights;
  const sorted = weights.toSorted().reverse();
  const candidates = top_k === 0 ? sorted : sorted.subarray(0, top_k);
  const kept = Math.min(
    countForMass(candidates, top_p),
    countAbove(candidates, min_p * sorted[0]!),
  );
  return keepHeaviest(weights, sorted[kept - 1]!, kept);
}

/** The fewest of the heaviest that hold the share of the mass, at least one. */
function countForMass(sorted: Float64Array, share: number): number {
  if (share >= 1) return sorted.length;
  const target = share * sorted.reduce((a, b) => a + b, 0);
  let mass = 0;
  const last = sorted.findIndex((weight) => (mass += weight) >= target);
  return last === -1 ? sorted.length : last + 1;
}

function countAbove(sorted: Float64Array, threshold: number): number {
  const below = sorted.findIndex((weight) => weight < threshold);
  return below === -1 ? sorted.length : below;
}

/** Tokens as heavy as the lightest one kept are taken in the order of the vocabulary. */
function keepHeaviest(weights: Float64Array, lightest: number, count: number): Float64Array {
  let ties = count - weights.reduce((heavier, weight) => heavier + (weight > lightest ? 1 : 0), 0);
  return weights.map((weight) => {
    if (weight > lightest) return weight;
    if (weight < lightest || ties === 0) return 0;
    ties -= 1;
    return weight;
  });
}

function draw(weights: Float64Array, random: Random): number {
  let left = random() * weights.reduce((a, b) => a + b, 0);
  let last = 0;
  for (let id = 0; id < weights.length; id += 1) {
    if (weights[id] === 0) continue;
    if (left < weights[id]!) return id;
    left -= weights[id]!;
    last = id;
  }
  return last;
}
