import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readVariables } from '../../src/prompt/variables.ts';

/** The columns a text mentions: with a question mark if they are only asked about. */
function columns(text: string): string[] {
  const { mentions, complaints } = readVariables(text);
  expect(complaints).toEqual([]);
  return mentions.map(({ column, tested }) => (tested ? `${column}?` : column));
}

/** Each complaint with the characters it is about. */
function complaints(text: string): string[] {
  return readVariables(text).complaints.map(
    ({ code, message, start, end }) => `${code}: ${message} | ${text.slice(start, end)}`,
  );
}

test.each<[string, string[]]>([
  ['no variables', []],
  ['{{a}} {{{b}}} {{&c}} {{~d~}}', ['a', 'b', 'c', 'd']],
  ['{{a.b.c}}', ['a']],
  ['{{this.a}} {{./b}}', ['a', 'b']],
  ['{{[first name]}} {{"last name"}} {{2024}}', ['first name', 'last name', '2024']],
  ['{{@root.a}}', ['a']],
  ['{{#if a}}{{b}}{{else}}{{c}}{{/if}}', ['a?', 'b', 'c']],
  ['{{#if a}}{{else if b}}{{c}}{{/if}}', ['a?', 'b?', 'c']],
  ['{{#unless a.b}}x{{/unless}}', ['a?']],
  ['{{#each a}}{{b}} {{this}} {{@index}}{{else}}{{c}}{{/each}}', ['a', 'c']],
  ['{{#each a as |item place|}}{{item.x}} {{place}} {{../item}}{{/each}}', ['a', 'item']],
  ['{{#each a}}{{../b}}{{#if ../c}}{{../d}}{{/if}}{{/each}}', ['a', 'b', 'c?', 'd']],
  ['{{#each a}}{{#each b}}{{../c}}{{../../d}}{{/each}}{{/each}}', ['a', 'd']],
  ['{{#with a}}{{b}}{{../c}}{{@root.d}}{{/with}}', ['a', 'c', 'd']],
  ['{{#a}}{{b}}{{/a}}{{^c}}none{{/c}}', ['a', 'c']],
  ['{{lookup this "a"}} {{lookup b 0}} {{lookup c d}}', ['a', 'b', 'c', 'd']],
  ['{{#each (lookup this "a")}}{{lookup ../this "b"}}{{/each}}', ['a', 'b']],
  ['{{#if a includeZero=b}}x{{/if}}', ['a?', 'b?']],
  ['{{! a comment }} {{!-- with {{b}} --}}', []],
  ['\\{{a}} is text', []],
  ['{{author.name}} {{author.keys}} {{list.length}}', ['author', 'author', 'list']],
])('the columns of %s', (text, expected) => {
  expect(columns(text)).toEqual(expected);
});

test('a mention knows where it stands', () => {
  const text = 'Q:\n  {{#if long}}{{ long }}{{/if}}';
  const places = readVariables(text).mentions.map(({ start, end }) => text.slice(start, end));
  expect(places).toEqual(['long', 'long']);
});

test('what templates cannot do is refused where it stands', () => {
  const texts = [
    '{{> partial}}',
    '{{#> layout}}x{{/layout}}',
    '{{* decorator}}',
    'a {{upper name}}',
    '{{first name}}',
    '{{#if (name)}}x{{/if}}',
    '{{this}}',
    '{{.}}',
    'x {{../name}}',
    '{{#each a}}{{../../b}}{{/each}}',
    '{{@index}} {{@nothing}} {{@root}}',
    '{{#with a}}{{@key}}{{/with}}',
  ];
  expect(texts.flatMap(complaints)).toMatchInlineSnapshot(`
    [
      "unsupported-syntax: partials and decorators are not supported | {{> partial}}",
      "unsupported-syntax: partials and decorators are not supported | {{#> layout}}x{{/layout}}",
      "unsupported-syntax: partials and decorators are not supported | {{* decorator}}",
      "unsupported-syntax: no helper is named "upper" | {{upper name}}",
      "unsupported-syntax: no helper is named "first" | {{first name}}",
      "unsupported-syntax: no helper is named "name" | (name)",
      "unsupported-syntax: {{this}} is the whole row | this",
      "unsupported-syntax: {{.}} is the whole row | .",
      "unsupported-syntax: ../name leads out of the row | ../name",
      "unsupported-syntax: ../../b leads out of the row | ../../b",
      "unsupported-syntax: @index has no value here | @index",
      "unsupported-syntax: @nothing has no value here | @nothing",
      "unsupported-syntax: @root has no value here | @root",
      "unsupported-syntax: @key has no value here | @key",
    ]
  `);
});

test('what every JavaScript object has is not part of the data', () => {
  const texts = [
    '{{a.constructor}}',
    '{{a.__proto__.b}}',
    '{{#each a}}{{constructor}}{{/each}}',
    '{{#if a.toString}}x{{/if}}',
    '{{@root.a.valueOf}}',
  ];
  expect(texts.flatMap(complaints)).toMatchInlineSnapshot(`
    [
      "unsupported-syntax: "constructor" is not part of the data | a.constructor",
      "unsupported-syntax: "__proto__" is not part of the data | a.__proto__.b",
      "unsupported-syntax: "constructor" is not part of the data | constructor",
      "unsupported-syntax: "toString" is not part of the data | a.toString",
      "unsupported-syntax: "valueOf" is not part of the data | @root.a.valueOf",
    ]
  `);
});

test('a column named like a word of the template language is written with this', () => {
  const names = ['log', 'each', 'if', 'unless', 'with', 'lookup'];
  const told = names.flatMap((name) => readVariables(`{{${name}}}`).complaints);
  expect(told.map(({ help }) => help)).toEqual(
    names.map((name) => `for the column write {{this.${name}}}`),
  );
  expect(columns(names.map((name) => `{{this.${name}}}`).join(''))).toEqual(names);
});

test('what Handlebars cannot read is shown from where it is not closed', () => {
  const texts = [
    'a\nb {{name',
    'a\n{{#if x}}\n{{#each y}}{{/each}}\nlast',
    'a\n{{#if x}}b{{/each}}',
    'one\n{{else}}\nthree',
    '{{list.0}}',
    '{{a b=}}',
    'an end {{/if}}',
  ];
  expect(texts.flatMap(complaints)).toMatchInlineSnapshot(`
    [
      "template-syntax: a {{…}} that is not closed | {{name",
      "template-syntax: a {{…}} that is not closed | {{#if x}}",
      "template-syntax: {{#if}} is closed by {{/each}} | {{#if x}}b{{/each}}",
      "template-syntax: a mistake in {{…}} | {{else}}",
      "template-syntax: a mistake in {{…}} | {{list.0}}",
      "template-syntax: a mistake in {{…}} | {{a b=}}",
      "template-syntax: a mistake in {{…}} | an end {{/if}}",
    ]
  `);
});

test('any text can be read, and every place lies in it', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '#if ',
    '/if',
    'a',
    '.',
    ' ',
    '\n',
    '{{a}}',
    '"',
    '[',
    '../',
    '@',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(piece).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(text, (content) => {
      const { mentions, complaints: found } = readVariables(content);
      for (const { start, end } of [...mentions, ...found]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(content.length);
        expect(end).toBeGreaterThanOrEqual(start);
      }
    }),
  );
});
