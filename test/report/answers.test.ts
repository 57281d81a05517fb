import { expect, test } from 'vitest';
import { answerBlock } from '../../src/report/answers.ts';
import { answerLine, failedLine, scoreLine } from './fixture.ts';

test('an answer with its scores and what was expected', () => {
  const scores = { exact_match: 0, rouge_l: 1 / 3, f1: { unscored: 'no reference' } };
  const score = scoreLine({ scores, expected: ['blue', 'light blue'] });
  expect(answerBlock('t=0 k=8', answerLine(), score)).toMatchInlineSnapshot(`
    "r1 · t=0 k=8 · exact_match 0.000 · rouge_l 0.333 · f1: no reference
      answer    blue
      expected  blue | light blue"
  `);
});

test('trials count from 1 and are named from the second on', () => {
  const blocks = [0, 1].map((trial) => answerBlock('t=0', answerLine({ trial }), scoreLine()));
  expect(blocks.join('\n')).toMatchInlineSnapshot(`
    "r1 · t=0 · exact_match 1.000
      answer    blue
      expected  blue
    r1 · t=0 trial 2 · exact_match 1.000
      answer    blue
      expected  blue"
  `);
});

test('a failed request has a reason and no answer', () => {
  const failed = failedLine('429: slow down');
  const score = scoreLine({ scores: {}, expected: [] });
  expect(answerBlock('t=0', failed, score)).toBe('r1 · t=0 · 429: slow down');
});

test('an answer that was not yet scored stands alone', () => {
  expect(answerBlock('t=0', answerLine(), undefined)).toBe('r1 · t=0\n  answer    blue');
});
