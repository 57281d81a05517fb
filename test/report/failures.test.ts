import { expect, test } from 'vitest';
import { collectFailures } from '../../src/report/failures.ts';
import { answerLine, exactMatch, failedLine, scoreLine } from './fixture.ts';

test('failed, unscored and missed answers are shown, right ones and partly right ones are not', () => {
  const failures = collectFailures(exactMatch, 20);
  failures.take('t=0', answerLine(), scoreLine());
  failures.take('t=0', answerLine(), scoreLine({ scores: { exact_match: 0.5 } }));
  failures.take(
    't=0',
    answerLine({ text: ' red\n' }),
    scoreLine({ scores: { exact_match: 0, rouge_l: 0.25 }, expected: ['blue', 'Blue'] }),
  );
  const unscored = { exact_match: { unscored: 'extract: no match' } };
  failures.take('t=1', answerLine({ trial: 2 }), scoreLine({ scores: unscored }));
  failures.take('t=1', failedLine('429: slow down'), scoreLine({ scores: {}, expected: [] }));
  expect(failures.report()).toMatchInlineSnapshot(`
    "r1 · t=0 · exact_match 0.000 · rouge_l 0.250
      answer    red
      expected  blue | Blue
    r1 · t=1 trial 3 · exact_match: extract: no match
      answer    blue
      expected  blue
    r1 · t=1 · 429: slow down

    3 of 5 answers went wrong
      1 × exact_match is 0
      1 × exact_match: extract: no match
      1 × 429: slow down"
  `);
});

test('of many the first are shown and all are counted, equal reasons together, the most frequent first', () => {
  const failures = collectFailures(exactMatch, 1);
  for (const [index, why] of ['timeout', 'refused', 'timeout'].entries())
    failures.take('t=0', failedLine(why, { row: `r${index}` }), undefined);
  failures.take('t=0', answerLine(), scoreLine({ scores: { exact_match: 0 } }));
  expect(failures.report()).toMatchInlineSnapshot(`
    "r0 · t=0 · timeout

    4 of 4 answers went wrong
      2 × timeout
      1 × refused
      1 × exact_match is 0
    3 of them are not shown: --all shows them"
  `);
});

test('of reasons that all differ the first ten are shown', () => {
  const failures = collectFailures(exactMatch, 0);
  for (let index = 1; index <= 1012; index += 1)
    failures.take('t=0', failedLine(`request ${index}`), undefined);
  expect(failures.report().split('\n').slice(-4)).toMatchInlineSnapshot(`
    [
      "  1 × request 9",
      "  1 × request 10",
      "  … and 1,002 more reasons",
      "1,012 of them are not shown: --all shows them",
    ]
  `);
});

test('where nothing went wrong it says so', () => {
  const failures = collectFailures(exactMatch, 20);
  failures.take('t=0', answerLine(), scoreLine());
  failures.take('t=0', answerLine(), scoreLine());
  expect(failures.report()).toBe('none of 2 answers went wrong');
});

test('where lower is better 0 is no miss', () => {
  const failures = collectFailures({ ...exactMatch, better: 'lower' }, 20);
  failures.take('t=0', answerLine(), scoreLine({ scores: { exact_match: 0 } }));
  expect(failures.report()).toBe('none of 1 answer went wrong');
});
