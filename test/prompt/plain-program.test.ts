import fc from 'fast-check';
import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { plainProgram } from '../../src/prompt/plain-program.ts';

test.each([
  '',
  'text',
  'Review: {{review}}\nSentiment:',
  '{{a}}{{b_2}}',
  '\n{{if}}\n\n {{lookup}} é',
])('%j is read without Handlebars', (text) => {
  expect(plainProgram(text)).toEqual(Handlebars.parse(text));
});

test.each([
  '{{{a}}}',
  '{{a.b}}',
  '{{ a }}',
  '{{~a}}',
  '{{else}}',
  '{{this}}',
  String.raw`\{{a}}`,
  '{"a": 1}',
  '{{a',
  'a\r\nb',
])('%j is left to Handlebars', (text) => {
  expect(plainProgram(text)).toBe(undefined);
});

const pieces = [
  '{{',
  '}}',
  '{',
  '}',
  'a',
  'this',
  'as',
  'else',
  'null',
  '_',
  '0',
  '\n',
  ' ',
  '\\',
  '!',
  '#',
  '\r',
  '.',
  'é',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces, '{{a}}', '{{b1}}'), fc.string({ maxLength: 3 })))
  .map((parts) => parts.join(''));

test('whatever is read without Handlebars is read as Handlebars reads it', () => {
  const plain = text.filter((written) => plainProgram(written) !== undefined);
  const read = fc.property(plain, (written) => {
    expect(plainProgram(written)).toEqual(Handlebars.parse(written));
  });
  fc.assert(read, { numRuns: 2000, seed: 1 });
});

const plainText = fc
  .array(fc.constantFrom('{{a}}', '{{b1}}', ' ', '\n', 'é', '!', '-', '0'))
  .map((parts) => parts.join(''));

test('texts of columns alone are all read so', () => {
  const read = fc.property(plainText, (written) => {
    expect(plainProgram(written)).toEqual(Handlebars.parse(written));
  });
  fc.assert(read, { numRuns: 1000, seed: 1 });
});
