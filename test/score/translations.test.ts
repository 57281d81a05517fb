import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bleuWords } from '../../src/score/bleu-words.ts';
import { distanceBeyond, distanceOf, editTable } from '../../src/score/beam-distance.ts';
import { rougeLsum } from '../../src/score/rouge-lines.ts';
import { rougeL, rougeTokens } from '../../src/score/rouge.ts';
import { valueOf } from './scored.ts';

test.each([
  ['It\'s 3.50, or "1,000"-ish.', 'It\'s 3.50 , or " 1,000 " -ish .'],
  ['5-6 x-ray &amp; (so)<skipped>', '5 - 6 x-ray & ( so )'],
  ['end-\nless line\nnext', 'endless line next'],
  ['naïve… “yes”', 'naïve… “yes”'],
])('13a cuts %j as sacrebleu does', (text, words) => {
  expect(bleuWords['13a'](text).join(' ')).toBe(words);
});

test('intl knows marks of every script, char every character', () => {
  expect(bleuWords.intl('naïve… “yes” 1,5€')).toEqual(['naïve', '…', '“', 'yes', '”', '1,5', '€']);
  expect(bleuWords.char('日本 😀')).toEqual(['日', '本', '😀']);
});

// sacrebleu f615c72: sentence_bleu, sentence_chrf and sentence_ter, divided by 100.
test.each([
  ['bleu', 'the cat sat on a mat', ['the cat sat on the mat'], 0.537284965911771],
  ['bleu', 'cat', ['cat'], 1],
  ['chrf', 'the cat sat', ['a cat sat', 'the dog sat'], 0.6723129473111391],
  ['ter', 'on the mat the cat sat', ['the cat sat on the mat'], 1 / 6],
  ['ter', 'a b c d e f', ['a x', 'a b c d e f g h'], 2 / 5],
  ['ter', 'The Cat', ['the cat'], 0],
])('%s of %j against %j', async (metric, answer, references, expected) => {
  expect(await valueOf(metric, answer, references)).toBeCloseTo(expected, 12);
});

test('marks can be words of their own, or nothing, to ter', async () => {
  const score = (options: object) => valueOf({ ter: options }, "the dog's bed", ["the dog's bed."]);
  expect(await score({})).toBeCloseTo(1 / 3, 12);
  expect(await score({ normalized: true })).toBeCloseTo(1 / 5, 12);
  expect(await score({ no_punct: true })).toBe(0);
  expect(await valueOf({ ter: { case_sensitive: true } }, 'The', ['the'])).toBe(1);
});

test('errors of characters are counted in code points, against the nearest reference', async () => {
  expect(await valueOf('cer', 'a😀', ['b😀'])).toBe(0.5);
  expect(await valueOf('cer', 'much too long', ['ab', 'much too wrong'])).toBeCloseTo(2 / 14, 12);
});

const word = fc.constantFrom('the', 'cat', 'sat', 'mat', '3.5', 'été', '日本', '(so)');
const sentence = fc.array(word, { minLength: 1, maxLength: 40 }).map((list) => list.join(' '));

test('a text compared with itself is perfect', async () => {
  await fc.assert(
    fc.asyncProperty(sentence, async (text) => {
      expect(await valueOf('bleu', text, [text])).toBe(1);
      expect(await valueOf('chrf', text, [text])).toBeCloseTo(1, 12);
      expect(await valueOf('ter', text, [text])).toBe(0);
      expect(await valueOf('cer', text, [text])).toBe(0);
    }),
  );
});

test('one move of words is one edit', async () => {
  const parts = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 4, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(parts, fc.nat(19), async (words, place) => {
      const cut = 1 + (place % (Math.min(10, words.length) - 1));
      const moved = [...words.slice(cut), ...words.slice(0, cut)];
      expect(await valueOf('ter', moved.join(' '), [words.join(' ')])).toBe(1 / words.length);
    }),
  );
});

test('a distance that goes on from a table is the one of a table made anew', () => {
  const texts = fc.array(word, { maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(
      texts,
      texts,
      fc.array(word, { minLength: 1, maxLength: 90, size: 'max' }),
      (a, b, wanted) => {
        const known = editTable([...a, ...b], wanted);
        const other = [...a, ...b.toReversed()];
        expect(distanceBeyond(other, wanted, known, a.length)).toBe(
          distanceOf(editTable(other, wanted)),
        );
      },
    ),
  );
});

test('of one line ROUGE-Lsum is ROUGE-L', () => {
  fc.assert(
    fc.property(sentence, sentence, (a, b) => {
      const [left, right] = [rougeTokens(a, false), rougeTokens(b, false)];
      expect(rougeLsum(a, b, false)).toEqual(rougeL(left, right));
    }),
  );
});
