import type { Normalize } from '../task/common-options.ts';
import { compilePattern } from '../task/score-pattern.ts';

export type Normalise = (text: string) => string;

// What Python's str.split() takes for whitespace; \s differs by \x1c to \x1f, \x85 and \ufeff.
// oxlint-disable-next-line no-control-regex
const whitespace = /[\p{White_Space}\x1c-\x1f]+/u;

// Python's \b is Unicode; that of JavaScript knows ASCII only.
const articles = /(?<![\p{L}\p{N}_])(?:an|a|the)(?![\p{L}\p{N}_])/gu;

const steps = {
  lower: (text: string) => text.toLowerCase(),
  /** The 32 marks of Python's string.punctuation, no others. */
  punctuation: (text: string) => text.replaceAll(/[!-/:-@[-`{-~]/g, ''),
  articles: (text: string) => text.replaceAll(articles, ' '),
  whitespace: (text: string) => splitWords(text).join(' '),
  digits: (text: string) => text.replaceAll(/[0-9]/g, ''),
} satisfies Record<string, Normalise>;

/** SQuAD's normalize_answer (Rajpurkar et al. 2016): lower case, no ASCII punctuation, no English articles, single blanks. */
export const squadNormalise: Normalise = inTurn([
  steps.lower,
  steps.punctuation,
  steps.articles,
  steps.whitespace,
]);

/** As Python's str.split(): no empty words. */
export function splitWords(text: string): string[] {
  return text.split(whitespace).filter((word) => word !== '');
}

export function makeNormaliser(wanted: Normalize): Normalise {
  if (wanted === undefined || wanted === 'none') return (text) => text;
  if (wanted === 'squad') return squadNormalise;
  return inTurn(wanted.map((step) => (typeof step === 'string' ? steps[step] : remover(step))));
}

function remover({ remove }: { readonly remove: string }): Normalise {
  const pattern = compilePattern(remove, 'g');
  return (text) => text.replaceAll(pattern, '');
}

function inTurn(normalisers: readonly Normalise[]): Normalise {
  return (text) => normalisers.reduce((result, normalise) => normalise(result), text);
}
