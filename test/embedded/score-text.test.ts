import { expect, test } from 'vitest';
import { generate, neutralSampling, scoreText } from '../../src/embedded/model.ts';
import { animals, distributionAfter, essay } from './distribution.ts';

test('the score of a generated text is the sum of its log-probabilities', () => {
  const { text, logprobs = [] } = generate(essay, {
    ...neutralSampling,
    temperature: 0,
    max_tokens: 12,
    logprobs: 0,
  });
  const sum = logprobs.reduce((total, { logprob }) => total + logprob, 0);
  expect(scoreText(essay, text)).toBeCloseTo(sum, 12);
});

test('nothing is certain to follow', () => {
  expect(scoreText(animals, '')).toBe(0);
});

test('labels score by their likeness to the query', () => {
  const scores = [' mammal', ' bird', ' fish'].map((label) => Math.exp(scoreText(animals, label)));
  const distribution = distributionAfter(animals);
  expect(scores.map((score) => score.toFixed(12))).toEqual(
    [' mammal', ' bird', ' fish'].map((label) => distribution.get(label)?.toFixed(12)),
  );
});

test('a newline at the end stands for any number of newlines', () => {
  const ends = scoreText(animals, ' bird\n') - scoreText(animals, ' bird');
  expect(Math.exp(ends).toFixed(3)).toBe('0.991');
});

test('the blank that the prompt ends in is taken for that of the text', () => {
  expect(scoreText(`${animals} `, 'bird')).toBe(scoreText(animals, ' bird'));
});

test('an unseen token costs ln 0.01 and 8 bits a byte, and does not hurt the next', () => {
  const unseen = Math.log(0.01) - 8 * Math.LN2 * 8;
  expect(scoreText(animals, ' reptile')).toBeCloseTo(unseen, 12);
  expect(scoreText('', '漢')).toBeCloseTo(Math.log(0.01) - 8 * Math.LN2 * 3, 12);
});
