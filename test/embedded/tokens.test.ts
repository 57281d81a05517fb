import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countTokens, normalize, tokenize } from '../../src/embedded/tokens.ts';

test('a token is a word, a number or a symbol with the blanks before it', () => {
  expect(tokenize("It's  42% of\tthe total.")).toEqual([
    'It',
    "'",
    's',
    '  42',
    '%',
    ' of',
    '\tthe',
    ' total',
    '.',
  ]);
});

test('newlines with the blanks between them are one token, the indentation after them is not', () => {
  expect(tokenize('a \n\t\n\n  b\nc')).toEqual(['a', ' \n\t\n\n', '  b', '\n', 'c']);
});

test('scripts without blanks give one token a character, also next to Latin letters', () => {
  expect(tokenize('GPU模型 かな ไทย')).toEqual(['GPU', '模', '型', ' か', 'な', ' ไ', 'ท', 'ย']);
});

test('case, blanks and the number of newlines do not matter in comparisons', () => {
  expect([' The', 'the', '\n\n', ' \n', '\n', '  '].map(normalize)).toEqual([
    'the',
    'the',
    '\n',
    '\n',
    '\n',
    '',
  ]);
});

test('joined tokens are the text again', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(tokenize(text).join('')).toBe(text);
    }),
  );
});

test('line breaks of Windows count as those of Unix', () => {
  expect([countTokens('a\r\n\r\nb'), countTokens('a\n\nb'), countTokens('')]).toEqual([3, 3, 0]);
});

function anyText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('a', 'B', ' ', '\t', '\n', '.', '7', '漢', 'é', '🙂'))
      .map((parts) => parts.join('')),
  );
}
