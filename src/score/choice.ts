// The label that a model finds likeliest, held against the right one.
import type { Row } from '../dataset/row.ts';
import type { OptionsOf } from '../task/score-entry.ts';
import { placeOfMost, worthOfLabels, type Likelihoods } from './choose.ts';
import { contentFreePrompts, noPrompt } from './content-free.ts';
import {
  byContinuation,
  byFirstToken,
  byNextAnswer,
  isFound,
  rememberLikelihoods,
  type Found,
  type LikelihoodsOf,
} from './likelihoods.ts';
import { compared, type Asked, type Measure } from './metric.ts';

type Options = OptionsOf<'choice'>;

export const choice = {
  ...compared,
  kind: 'binary',
  measure(options: Options): Measure {
    const way = wayOf(options);
    // Prompts without content are the same for many rows.
    const ask = { prompt: byContinuation, again: rememberLikelihoods(byContinuation) };
    const next = { prompt: firstTokenOf, again: rememberLikelihoods(byNextAnswer) };
    return async (_answer, references, asked) => {
      const { ask: anybody, continues } = asked.tools;
      const { request, row } = asked;
      const labels = labelsOf(options, row);
      if ('unscored' in labels) return labels;
      const right = rightPlaces(labels, references);
      if (right.length === 0) return { unscored: 'the reference is none of the labels' };
      if (!anybody || !request) return { unscored: 'no model is asked here', fine: true };
      const found = await likelihoods(way, labels, asked, continues?.(request) ? ask : next);
      if ('unscored' in found) return found;
      const worths = worthOfLabels(labels, found, way);
      const isRight = right.includes(placeOfMost(worths));
      return { value: Number(isRight), note: noteOf(labels, worths) };
    };
  },
} as const;

/** Of an entry for each way there is one. */
function wayOf({ by }: Options) {
  return typeof by === 'string' ? by : by[0]!;
}

function labelsOf(
  { labels }: Options,
  { values }: Row,
): readonly string[] | { readonly unscored: string } {
  if (Array.isArray(labels)) return labels;
  const list = values[labels.column];
  if (!Array.isArray(list) || !list.every((label) => typeof label === 'string'))
    return { unscored: 'the row has no list of labels' };
  const some = list as string[];
  if (some.some((label) => label.trim() === '')) return { unscored: 'a label of the row is empty' };
  return some.length > 1 ? some : { unscored: 'the row has less than two labels' };
}

/** A right answer is a label; or its place among them, from 0, where no label is written so. Of labels alike all are right. */
function rightPlaces(labels: readonly string[], references: readonly string[]): number[] {
  const trimmed = labels.map((label) => label.trim());
  return references.flatMap((reference) => {
    const isPlace = !trimmed.includes(reference) && /^\d+$/.test(reference);
    const right = isPlace ? trimmed[Number(reference)] : reference;
    return trimmed.flatMap((label, place) => (label === right ? [place] : []));
  });
}

interface Ways {
  /** After the prompt of the row. */
  readonly prompt: LikelihoodsOf;
  /** After another. */
  readonly again: LikelihoodsOf;
}

function firstTokenOf(
  _prompt: unknown,
  labels: readonly string[],
  { completion }: Asked,
): Promise<Found> {
  return Promise.resolve(byFirstToken(completion, labels));
}

async function likelihoods(
  way: ReturnType<typeof wayOf>,
  labels: readonly string[],
  asked: Asked,
  { prompt: own, again }: Ways,
): Promise<Likelihoods | Exclude<Found, readonly number[]>> {
  const { prompt } = asked.request!;
  const given = await own(prompt, labels, asked);
  if (!isFound(given)) return given;
  if (way === 'mutual_info') {
    const bare = await again(noPrompt, labels, asked);
    return isFound(bare) ? { given, bare } : bare;
  }
  if (way !== 'calibrated') return { given };
  const prompts = contentFreePrompts(prompt, asked);
  const contentFree = await Promise.all(prompts.map((each) => again(each, labels, asked)));
  const lacking = contentFree.find((each) => !isFound(each));
  if (lacking && !isFound(lacking)) return lacking;
  return { given, contentFree: contentFree.filter(isFound) };
}

const shownAtMost = 10;

function noteOf(labels: readonly string[], worths: readonly number[]): string {
  const shown = labels
    .slice(0, shownAtMost)
    .map((label, index) => `${label} ${worths[index]!.toFixed(3)}`);
  return [...shown, ...(labels.length > shownAtMost ? ['…'] : [])].join(', ');
}
