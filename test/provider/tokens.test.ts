import { expect, test } from 'vitest';
import { estimatePromptTokens, estimateTokens } from '../../src/provider/tokens.ts';
import { cellsOf, requestOf } from '../schedule/fixture.ts';

function tokensOf(text: string): number {
  return estimatePromptTokens(requestOf({ text }).prompt);
}

test.each([
  ['words and symbols, where they are short', 'a b c d!', 5],
  ['a token for four bytes, where words are long', 'incomprehensibilities', 6],
  ['bytes, not letters', '説明', 2],
  ['nothing', '', 0],
])('a prompt takes %s', (_, text, tokens) => {
  expect(tokensOf(text)).toBe(tokens);
});

test('an answer may take as many as max_tokens allows', () => {
  const [cell] = cellsOf({ settings: { params: { max_tokens: 50 } } });
  expect(estimateTokens(requestOf({ cell: cell!, text: 'a b c' }))).toBe(53);
  expect(estimateTokens(requestOf({ text: 'a b c' }))).toBe(3);
});
