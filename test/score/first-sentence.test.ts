import { expect, test } from 'vitest';
import { firstSentence } from '../../src/score/first-sentence.ts';

test.each([
  ['Good tea. Will buy again.', 'Good tea.'],
  ['  Good tea!!  Will buy again.', 'Good tea!!'],
  ['"Good tea." She said so.', '"Good tea."'],
  ['It costs 3.50 a tin. Fair.', 'It costs 3.50 a tin.'],
  ['Dr. A. Smith, e.g. Bob, drinks it. Daily.', 'Dr. A. Smith, e.g. Bob, drinks it.'],
  ['Some approx. five tins. Fine.', 'Some approx. five tins.'],
  ['Wait... what? Yes.', 'Wait... what?'],
  ['A title\n\nThe text begins. It goes on.', 'A title'],
  ['One line\nbroken in two. Then more.', 'One line\nbroken in two.'],
  ['お茶です。美味しい。', 'お茶です。'],
  ['「お茶です。」美味しい。', '「お茶です。」'],
  ['no end at all', 'no end at all'],
  ['One. ', 'One.'],
  ['', ''],
])('of %j it is %j', (text, expected) => {
  expect(firstSentence(text)).toBe(expected);
});
