// Labels and a prompt in, how likely each label is to follow it out: by the whole label, or by its first token.
import { hashParts } from '../base/hash.ts';
import type { Done } from '../provider/completion.ts';
import { promptText, type Prompt } from '../prompt/prompt.ts';
import type { Asked } from './metric.ts';
import { outputFor } from './references.ts';

/** Natural logarithms, or why there are none. */
export type Found = readonly number[] | { readonly unscored: string; readonly again?: true };

export type LikelihoodsOf = (
  prompt: Prompt,
  labels: readonly string[],
  asked: Asked,
) => Promise<Found>;

export function isFound(found: Found): found is readonly number[] {
  return Array.isArray(found);
}

/** The whole label, with the blanks that the template puts before an answer. */
export const byContinuation: LikelihoodsOf = async (prompt, labels, asked) => {
  const { tools } = asked;
  const request = asked.request!;
  const blanks = blanksBefore(asked);
  const questions = labels.map((label) =>
    tools.ask!({ ...request, trial: 0, prompt, continuation: `${blanks}${label}` }, request),
  );
  const sums: number[] = [];
  for (const completion of await Promise.all(questions)) {
    if (completion.status === 'failed') return failure(completion.why);
    sums.push((completion.logprobs ?? []).reduce((sum, { logprob }) => sum + logprob, 0));
  }
  return sums;
};

/** A row needs no column of the output: then the text of the template tells. */
function blanksBefore({ row, template }: Asked): string {
  return /^\s*/.exec(outputFor(row, template) ?? template.template.output)![0];
}

/** The first token of an answer to another prompt. */
export const byNextAnswer: LikelihoodsOf = async (prompt, labels, asked) => {
  const request = asked.request!;
  const params = { ...request.params, max_tokens: 1 };
  const completion = await asked.tools.ask!({ ...request, trial: 0, prompt, params }, request);
  return completion.status === 'failed'
    ? failure(completion.why)
    : byFirstToken(completion, labels);
};

/**
 * Each token counts for the one label that it begins. One that begins several counts for none, as long as the lead of the
 * likeliest label is larger than that. Of a label whose beginning is not told only so much is known, that
 * it is less likely than what is told: it counts as half of the least.
 */
export function byFirstToken({ logprobs }: Done, labels: readonly string[]): Found {
  const [first] = logprobs ?? [];
  if (!first) return { unscored: 'the answer has no log-probabilities' };
  const tokens = first.top.length > 0 ? first.top : [first];
  const sums = labels.map(() => 0);
  const ambiguous: { readonly token: string; readonly share: number }[] = [];
  for (const { token, logprob } of tokens) {
    const share = Math.exp(logprob);
    const begun = labelsBegunBy(token.trimStart(), labels);
    if (begun.length > 1) ambiguous.push({ token, share });
    else for (const place of begun) sums[place]! += share;
  }
  const unclear = ambiguous.reduce((sum, { share }) => sum + share, 0);
  if (unclear > 0 && unclear >= leadIn(sums))
    return { unscored: `the token ${JSON.stringify(ambiguous[0]!.token)} begins several labels` };
  if (sums.every((sum) => sum === 0))
    return { unscored: `no label begins with one of the ${tokens.length} likeliest tokens` };
  const least = Math.min(...tokens.map(({ logprob }) => logprob)) - Math.LN2;
  return sums.map((sum) => (sum > 0 ? Math.log(sum) : least));
}

/** Of the largest before the next. */
function leadIn(sums: readonly number[]): number {
  const [first = 0, second = 0] = sums.toSorted((a, b) => b - a);
  return first - second;
}

function labelsBegunBy(token: string, labels: readonly string[]): number[] {
  if (token === '') return [];
  return labels.flatMap((label, place) => (label.trimStart().startsWith(token) ? [place] : []));
}

function failure(why: string): Found {
  return { unscored: `the labels could not be scored: ${why}`, again: true };
}

const remembersAtMost = 1000;

/** Asks for one prompt and its labels once; what failed is asked anew. */
export function rememberLikelihoods(ask: LikelihoodsOf): LikelihoodsOf {
  const known = new Map<string, Promise<Found>>();
  return (prompt, labels, asked) => {
    const key = hashParts(asked.request!.cell.id, promptText(prompt), JSON.stringify(labels));
    const before = known.get(key);
    if (before) return before;
    const found = ask(prompt, labels, asked);
    known.set(key, found);
    const forget = (): void => void known.delete(key);
    found.then((each) => (isFound(each) ? undefined : forget()), forget);
    if (known.size > remembersAtMost) known.delete(known.keys().next().value!);
    return found;
  };
}
