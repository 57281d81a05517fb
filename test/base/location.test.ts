import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeFrame, locate } from '../../src/base/location.ts';

function frame(text: string, start: number, end: number): string {
  return codeFrame(locate({ file: 'f', text }, start, end)).join('\n');
}

/** The frame of a word in a text. */
function frameOf(word: string, text: string): string {
  return frame(text, text.indexOf(word), text.indexOf(word) + word.length);
}

test('lines and columns start at 1', () => {
  expect(locate({ file: 'f', text: 'ab\ncde\n' }, 4, 6)).toEqual({
    file: 'f',
    line: 2,
    column: 2,
    length: 2,
    text: 'cde',
  });
});

test('a frame underlines the words', () => {
  expect(frameOf('two', 'one\nand two\n')).toMatchInlineSnapshot(`
    "  --> f:2:5
      |
    2 | and two
      |     ^^^"
  `);
});

test('the gutter is as wide as the number of the line', () => {
  expect(frameOf('x', `${'\n'.repeat(99)}x`)).toMatchInlineSnapshot(`
    "    --> f:100:1
        |
    100 | x
        | ^"
  `);
});

test('what goes over the end of the line is cut there', () => {
  expect(frame('one\ntwo\nthree', 5, 12)).toMatchInlineSnapshot(`
    "  --> f:2:2
      |
    2 | two
      |  ^^"
  `);
});

test('the first and the last place of a text are places', () => {
  expect(frame('', 0, 1)).toMatchInlineSnapshot(`
    "  --> f:1:1
      |
    1 | 
      | ^"
  `);
  expect(frame('\nx', 0, 1)).toMatchInlineSnapshot(`
    "  --> f:1:1
      |
    1 | 
      | ^"
  `);
  expect(frame('x\n', 2, 2)).toMatchInlineSnapshot(`
    "  --> f:2:1
      |
    2 | 
      | ^"
  `);
  expect(frame('x', 9, 12)).toMatchInlineSnapshot(`
    "  --> f:1:2
      |
    1 | x
      |  ^"
  `);
});

test('a carriage return is not part of the line', () => {
  expect(frame('ab\r\ncd\r\n', 2, 4)).toMatchInlineSnapshot(`
    "  --> f:1:3
      |
    1 | ab
      |   ^"
  `);
});

test('carets stand under wide, combined, invisible and tab characters', () => {
  expect(frameOf('culprit', '\t漢字 culprit')).toMatchInlineSnapshot(`
    "  --> f:1:5
      |
    1 |  漢字 culprit
      |       ^^^^^^^"
  `);
  expect(frameOf('culprit', '😀 e\u0301 culprit')).toMatchInlineSnapshot(`
    "  --> f:1:7
      |
    1 | 😀 é culprit
      |      ^^^^^^^"
  `);
  expect(frameOf('culprit', 'a\u200b\u001b[31m culprit')).toMatchInlineSnapshot(`
    "  --> f:1:9
      |
    1 | a\\u{200b}\\u{1b}[31m culprit
      |                     ^^^^^^^"
  `);
  expect(frameOf('漢字', 'a 漢字 b')).toMatchInlineSnapshot(`
    "  --> f:1:3
      |
    1 | a 漢字 b
      |   ^^^^"
  `);
});

test('a long line is shown around the culprit', () => {
  const long = `${'before '.repeat(30)}culprit${' after'.repeat(30)}`;
  expect(frameOf('culprit', long)).toMatchInlineSnapshot(`
    "  --> f:1:211
      |
    1 | fore before before before before before culprit after after after after after after after after after after after after 
      |                                         ^^^^^^^"
  `);
  expect(frame('x'.repeat(300), 60, 300)).toMatchInlineSnapshot(`
    "  --> f:1:61
      |
    1 | xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      |                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
  `);
});

const line = fc.string({ unit: 'binary' });
const text = fc.array(line).map((lines) => lines.join('\n'));

test('for any text and place, a frame is four lines and points into the line it shows', () => {
  fc.assert(
    fc.property(text, fc.nat(200), fc.nat(50), (content, start, length) => {
      const place = locate({ file: 'f', text: content }, start, start + length);
      const lines = content.split('\n').map((each) => each.replace(/\r$/, ''));
      expect(place.text).toBe(lines[place.line - 1]);
      expect(place.column).toBeGreaterThanOrEqual(1);
      expect(place.column).toBeLessThanOrEqual(place.text.length + 1);
      const [, , shown = '', carets = ''] = codeFrame(place);
      const gutter = `${place.line} | `.length;
      const points = carets.lastIndexOf('^') - gutter;
      expect(points).toBeLessThanOrEqual(2 * (shown.length - gutter));
      expect(codeFrame(place)).toHaveLength(4);
      expect(codeFrame(place).some((each) => /[\n\r]/.test(each))).toBe(false);
    }),
  );
});

test('a place before the end of an ASCII text points at its own characters', () => {
  const ascii = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 110 });
  fc.assert(
    fc.property(ascii, fc.nat(109), fc.integer({ min: 1, max: 20 }), (content, from, length) => {
      const start = Math.min(from, content.length - 1);
      const [, , shown = '', carets = ''] = codeFrame(
        locate({ file: 'f', text: content }, start, start + length),
      );
      const [first, last] = [carets.indexOf('^'), carets.lastIndexOf('^')];
      expect(shown.slice(first, last + 1)).toBe(content.slice(start, start + length));
    }),
  );
});
