// The tokenisers of sacrebleu that need no dictionary.
import { splitWords } from './normalise.ts';

type Tokenise = (text: string) => string[];

const entities: readonly (readonly [string, string])[] = [
  ['&quot;', '"'],
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
];

export function unescapeXml(text: string): string {
  return text.includes('&')
    ? entities.reduce((result, [entity, mark]) => result.replaceAll(entity, mark), text)
    : text;
}

export const bleuWords = {
  '13a': (text) =>
    splitWords(
      splitMarks(
        ` ${unescapeXml(text.replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' '))} `,
      ),
    ),
  intl: (text) =>
    splitWords(
      text
        .replaceAll(/(\P{N})(\p{P})/gu, '$1 $2 ')
        .replaceAll(/(\p{P})(\P{N})/gu, ' $1 $2')
        .replaceAll(/(\p{S})/gu, ' $1 '),
    ),
  char: (text) => Array.from(splitWords(text).join('')),
  none: splitWords,
} satisfies Record<string, Tokenise>;

/** Of mteval-v13a: marks are words; points and commas only where no digit stands before or behind, dashes after a digit. */
export function splitMarks(
  text: string,
  between: (text: string) => string = (same) => same,
): string {
  return between(text.replaceAll(/([{-~[-` -&(-+:-@/])/gu, ' $1 '))
    .replaceAll(/([^0-9])([.,])/gu, '$1 $2 ')
    .replaceAll(/([.,])([^0-9])/gu, ' $1 $2')
    .replaceAll(/([0-9])(-)/gu, '$1 $2 ');
}
