// The options of scorers that say how much.
import { z } from 'zod';
import { comparing, named, normalizeOption } from './common-options.ts';
import { oneOf } from './score-pattern.ts';

const stem = z.boolean().default(false).meta({
  description: 'Compare word stems (Porter) instead of words. English only.',
});

const lowercase = z.boolean().default(false).meta({ description: 'Upper and lower case alike.' });

const order = (most: number) => z.int().min(1).max(most);

/** As sacrebleu names them. */
export const bleuOptions = {
  tokenize: oneOf('13a', 'intl', 'char', 'none').default('13a').meta({
    description:
      'How words are found: 13a (default), intl, char (every character; for Chinese and Japanese), none (at blanks).',
  }),
  lowercase,
  smooth: oneOf('exp', 'floor', 'add-k', 'none').default('exp').meta({
    description: 'What stands for orders of n-grams of which none is right. Default exp.',
  }),
  smooth_value: z.number().min(0).optional().meta({
    description: 'Of floor (default 0.1) and add-k (default 1).',
  }),
  max_order: order(9).default(4).meta({ description: 'The longest n-grams. Default 4.' }),
};

/** As sacrebleu names them. */
export const chrfOptions = {
  char_order: order(20).default(6).meta({
    description: 'The longest n-grams of characters. Default 6.',
  }),
  word_order: z.int().min(0).max(9).default(0).meta({
    description: 'The longest n-grams of words. Default 0; 2 is chrF++.',
  }),
  beta: z.number().positive().default(2).meta({
    description: 'How many times recall counts as much as precision. Default 2.',
  }),
  lowercase,
  eps_smoothing: z.boolean().default(false).meta({
    description: 'Average over all orders, as chrF++.py does, not over those that the texts have.',
  }),
};

/** As sacrebleu names them. */
export const terOptions = {
  normalized: z.boolean().default(false).meta({
    description: 'Marks are words of their own (Western scripts).',
  }),
  no_punct: z.boolean().default(false).meta({ description: 'Without . , ? : ; ! " ( ).' }),
  case_sensitive: z.boolean().default(false).meta({
    description: 'Upper and lower case differ. They do not by default, as in sacrebleu.',
  }),
};

export const measureOptions = {
  numeric_diff: z.strictObject({ ...comparing }).meta({
    description: '1 - |a - b| / (|a| + |b|), of the last numbers of answer and reference.',
  }),
  f1: z
    .strictObject({
      normalize: normalizeOption('squad'),
      count: oneOf('bag', 'set').optional().meta({
        description: 'bag (default): a word counts as often as it occurs; set: once.',
      }),
      ...comparing,
    })
    .meta({ description: 'F1 of the words of answer and reference, as in SQuAD.' }),
  rouge_1: z
    .strictObject({ stem, ...comparing })
    .meta({ description: 'ROUGE-1: F1 of words, as rouge_score.' }),
  rouge_2: z
    .strictObject({ stem, ...comparing })
    .meta({ description: 'ROUGE-2: F1 of pairs of words, as rouge_score.' }),
  rouge_l: z.strictObject({ stem, ...comparing }).meta({
    description: 'ROUGE-L: F1 of the longest common subsequence of words, as rouge_score.',
  }),
  rouge_lsum: z.strictObject({ stem, ...comparing }).meta({
    description: 'ROUGE-Lsum: ROUGE-L line by line, as rouge_score.',
  }),
  bleu: z
    .strictObject({ ...bleuOptions, ...comparing })
    .meta({ description: 'BLEU of the single answer, from 0 to 1, as sacrebleu.' }),
  chrf: z
    .strictObject({ ...chrfOptions, ...comparing })
    .meta({ description: 'chrF of the single answer, from 0 to 1, as sacrebleu.' }),
  ter: z.strictObject({ ...terOptions, ...comparing }).meta({
    description: 'Edits, moves of words among them, per word of the reference, as sacrebleu.',
  }),
  levenshtein: z.strictObject({ ...comparing }).meta({
    description: '1 - edit distance / length of the longer text, in characters.',
  }),
  cer: z.strictObject({ ...comparing }).meta({
    description: 'Edit distance / length of the reference, in characters. Lower is better.',
  }),
  latency: z.strictObject({ ...named }).meta({
    description: 'Seconds from sending to the last byte. Lower is better.',
  }),
  cost: z.strictObject({ ...named }).meta({
    description: 'What a thousand such answers cost, in the currency of the price.',
  }),
};
