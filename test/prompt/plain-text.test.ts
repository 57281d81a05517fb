import fc from 'fast-check';
import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import type { Row } from '../../src/dataset/row.ts';
import { parse } from '../../src/prompt/handlebars.ts';
import { quickRender } from '../../src/prompt/plain-text.ts';
import { readVariables } from '../../src/prompt/variables.ts';

function render(text: string, values: Record<string, unknown>): string | undefined {
  return quickRender(parse(text))?.(values as Row['values']);
}

test.each([
  ['text', 'text'],
  ['{{a}} and {{{b}}}', 'one and two'],
  ['{{! said by nobody }}{{a}}', 'one'],
  ['x  {{~a~}}  y', 'xoney'],
  [String.raw`\{{a}}`, '{{a}}'],
  ['{{[first name]}}', 'Ann'],
])('%j needs no Handlebars', (text, rendered) => {
  expect(render(text, { a: 'one', b: 'two', 'first name': 'Ann' })).toBe(rendered);
});

test.each(['{{this.a}}', '{{#if a}}x{{/if}}', '{{lookup this "a"}}', '{{@root.a}}', '{{"a"}}'])(
  '%s is left to Handlebars',
  (text) => {
    expect(quickRender(parse(text))).toBe(undefined);
  },
);

test.each([{}, { a: null }, { a: ['x'] }])('so is a row like %j', (values) => {
  expect(render('{{a}}', values)).toBe(undefined);
});

const columns = ['a', 'b c', 'if', 'this', 'x.y', 'lookup', '0', 'a-b', 'else', 'é', '..', '@root'];
const value = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.constantFrom('', '{{a}}', '<&">', '\n x \n'),
);
const row = fc
  .tuple(...columns.map(() => value))
  .map((values) => Object.fromEntries(columns.map((column, at) => [column, values[at]!])));

const names = [
  'a',
  '[b c]',
  '[if]',
  'this.if',
  './a',
  '[x.y]',
  '[0]',
  'a-b',
  '"a"',
  '[..]',
  'é',
  '0',
];
const mustache = fc
  .tuple(fc.constantFrom('{{', '{{~', '{{{', '{{&'), fc.constantFrom(...names), fc.boolean())
  .map(([open, name, tilde]) => `${open}${name}${open === '{{{' ? '}' : ''}${tilde ? '~' : ''}}}`);
const piece = fc.oneof(
  { weight: 3, arbitrary: mustache },
  fc.constantFrom(' ', '\n', '  \n ', '\r\n', '{', '}}', '\\', '\\{{a}}', '\\\\{{a}}'),
  fc.constantFrom('{{! c }}', '{{!-- c}} --}}', '{{~! c ~}}', '{{#if a}}y{{/if}}'),
  fc.string({ maxLength: 3 }),
);

test('what is rendered quickly is what Handlebars would render', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 7 }), row, (pieces, values) => {
      const text = pieces.join('');
      // What a template may not say is told before anything is rendered.
      fc.pre(readVariables(text).complaints.length === 0);
      const quick = render(text, values);
      fc.pre(quick !== undefined);
      const slow = Handlebars.create().compile(text, { noEscape: true, strict: true });
      expect(quick).toBe(slow(values));
    }),
    { numRuns: 2000 },
  );
});
