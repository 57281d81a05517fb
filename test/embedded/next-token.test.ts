import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextToken } from '../../src/embedded/next-token.ts';
import { readPrompt } from '../../src/embedded/reading.ts';
import { animals, distributionAfter } from './distribution.ts';

function total(distribution: Iterable<number>): number {
  let sum = 0;
  for (const probability of distribution) sum += probability;
  return sum;
}

test('probabilities over the whole vocabulary sum to 1 and none is 0', () => {
  const word = fc.constantFrom('a', ' b', ' cat.', '\n', '\n\nQ: ', '\nA:', ' ->', '漢', ' 7');
  const prompts = fc.array(word, { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(prompts, fc.array(fc.nat(8), { maxLength: 12 }), (prompt, generated) => {
      const reading = readPrompt(prompt);
      const known = generated.filter((norm) => norm < reading.encoded.normTexts.length);
      const distribution = nextToken(reading, known);
      expect(distribution).toHaveLength(reading.encoded.vocabulary.length);
      expect(Math.min(...distribution)).toBeGreaterThan(0);
      expect(total(distribution)).toBeCloseTo(1, 12);
    }),
  );
});

test('nearly all of the first token goes to the labels of the examples, weighed by likeness', () => {
  const shown = [...distributionAfter(animals)]
    .filter(([, probability]) => probability > 0.01)
    .map(([token, probability]) => [token, probability.toFixed(3)]);
  expect(shown).toEqual([
    [' mammal', '0.239'],
    [' bird', '0.667'],
    [' fish', '0.079'],
  ]);
});

test('the model reads nothing but the prompt: an empty one leaves a newline', () => {
  expect(distributionAfter('')).toEqual(new Map([['\n', 1]]));
});

test('what was generated is context, not a source', () => {
  const reading = readPrompt('one two three. one');
  const { normOf, vocabulary } = reading.encoded;
  const two = normOf.get('two')!;
  const before = nextToken(reading, [two]);
  const after = nextToken(reading, [normOf.get('one')!, normOf.get('one')!, two]);
  const likeliest = (distribution: Float64Array) =>
    vocabulary[distribution.indexOf(Math.max(...distribution))];
  expect([likeliest(before), likeliest(after)]).toEqual([' three', ' three']);
});
