// Every canonical parameter, and what a wire must make of it.
import { expect, test } from 'vitest';
import { paramNames, type ParamName, type Params } from '../../../src/task/params.ts';
import { ask, providerAt, type Target } from './ask.ts';

const cases = {
  max_tokens: { max_tokens: 7 },
  'one stop string': { stop: 'END' },
  'two stop strings': { stop: ['x', 'END'] },
  'no stop string': { stop: [] },
  'six stop strings': { stop: ['u', 'v', 'w', 'x', 'y', 'z'] },
  temperature: { temperature: 0.5 },
  'temperature 0': { temperature: 0 },
  top_p: { top_p: 0.9 },
  'top_p 1': { top_p: 1 },
  top_k: { top_k: 40 },
  'top_k 0': { top_k: 0 },
  repetition_penalty: { repetition_penalty: 1.1 },
  logprobs: { logprobs: 2 },
  'logprobs 0': { logprobs: 0 },
  seed: { seed: 7 },
  min_p: { min_p: 0.05 },
  presence_penalty: { presence_penalty: -0.5 },
  frequency_penalty: { frequency_penalty: 0.25 },
} as const satisfies Record<string, Params>;

type Case = keyof typeof cases;

/** The part of the body that carries it, or the reason why none does. */
export type Contract = Readonly<Record<Case, object | string>> & {
  /** A field of the provider's own. */
  readonly extra: object;
};

/** What most have in common: fields under the canonical names. */
export const canonical = {
  max_tokens: cases.max_tokens,
  'one stop string': { stop: ['END'] },
  'two stop strings': { stop: ['x', 'END'] },
  'no stop string': {},
  'six stop strings': { stop: cases['six stop strings'].stop },
  temperature: cases.temperature,
  'temperature 0': cases['temperature 0'],
  top_p: cases.top_p,
  'top_p 1': cases['top_p 1'],
  top_k: cases.top_k,
  'top_k 0': cases['top_k 0'],
  repetition_penalty: cases.repetition_penalty,
  logprobs: cases.logprobs,
  'logprobs 0': cases['logprobs 0'],
  seed: cases.seed,
  min_p: cases.min_p,
  presence_penalty: cases.presence_penalty,
  frequency_penalty: cases.frequency_penalty,
} satisfies Omit<Contract, 'extra'>;

/** One test for each; `bare` is the body without any parameter. */
export function contract(name: string, target: Target, bare: object, sent: Contract): void {
  test.for(Object.keys(cases) as Case[])(`${name}: %s`, async (title) => {
    const expected = sent[title];
    const { body, answer } = await ask(target, cases[title]);
    const merged = typeof expected === 'string' ? bare : merge(bare, expected);
    expect([answer.status, body]).toEqual(['done', merged]);
    expect(reasonOf(target, title)).toBe(typeof expected === 'string' ? expected : undefined);
  });
  test(`${name}: extra`, async () => {
    const { body, answer } = await ask(target, { extra: sent.extra as Params['extra'] });
    expect([answer.status, body]).toEqual(['done', merge(bare, sent.extra)]);
  });
}

function reasonOf({ settings, mode = 'text' }: Target, title: Case): string | undefined {
  const provider = providerAt('http://127.0.0.1', settings);
  const param = paramNames.find((name) => name in cases[title]) as ParamName;
  const support = provider.capabilities('some-model', mode)[param];
  return 'unsupported' in support ? support.unsupported : undefined;
}

function merge(bare: object, part: object): object {
  const merged: Record<string, unknown> = { ...bare };
  for (const [field, value] of Object.entries(part)) {
    const before = merged[field];
    const both = isMapping(before) && isMapping(value);
    merged[field] = both ? { ...before, ...value } : (value as unknown);
  }
  return merged;
}

function isMapping(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
