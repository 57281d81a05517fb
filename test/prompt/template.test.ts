import Handlebars from 'handlebars';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonLine } from '../../src/dataset/json-value.ts';
import type { Row } from '../../src/dataset/row.ts';
import { compileTemplate, compileText } from '../../src/prompt/template.ts';

/** A row as it is read from a line of JSONL. */
function row(record: object): Row {
  const line = parseJsonLine(JSON.stringify(record));
  if (line.state !== 'object') throw new Error('not an object');
  return { key: 'k', index: 0, line: 1, values: line.values };
}

function render(text: string, record: object): string {
  return compileText(text)(row(record));
}

function failure(text: string, record: object): string {
  try {
    return `rendered: ${render(text, record)}`;
  } catch (error) {
    return (error as Error).message;
  }
}

test('each part of a template is rendered by itself', () => {
  const compiled = compileTemplate({ input: 'Q: {{q}}', output: ' {{a}}', separator: '\n' });
  const example = row({ q: 'why', a: 'so' });
  expect([compiled.input(example), compiled.output(example)]).toEqual(['Q: why', ' so']);
  expect(compiled.instruction).toBeUndefined();
  const told = compileTemplate({ instruction: '{{q}}!', input: 'x', output: 'y', separator: '' });
  expect(told.instruction?.(example)).toBe('why!');
});

test('nothing is escaped', () => {
  expect(render('{{a}}{{{a}}}', { a: `<b> & "c" 'd' \`=` })).toBe(`<b> & "c" 'd' \`=`.repeat(2));
});

test('data stay data: they are never read as a template', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(render('[{{a}}]', { a: text })).toBe(`[${text}]`);
    }),
  );
  expect(render('{{a}}', { a: '{{b}} {{env.HOME}} {{> x}} \\{{c}}', b: 'no' })).toBe(
    '{{b}} {{env.HOME}} {{> x}} \\{{c}}',
  );
});

test('lists and mappings of a row are reached', () => {
  const record = {
    tags: ['x', 'y'],
    author: { name: 'N', map: 'M' },
    'first name': 'F',
    n: 1e3,
    ok: true,
  };
  expect(render('{{#each tags}}{{@index}}{{this}} {{/each}}', record)).toBe('0x 1y ');
  expect(render('{{author.name}} {{author.map}} {{tags.length}} {{tags.[1]}}', record)).toBe(
    'N M 2 y',
  );
  expect(render('{{[first name]}} {{lookup tags 0}} {{lookup author "name"}}', record)).toBe(
    'F x N',
  );
  expect(render('{{n}} {{ok}}', record)).toBe('1000 true');
});

test('a field that a row lacks is an error, not an empty text', () => {
  const record = { a: 'text', m: { b: '1' } };
  expect(
    [
      '{{c}}',
      '{{m.c}}',
      '{{a.c}}',
      '{{m}}',
      '{{lookup m "c"}}',
      '{{lookup this "toString"}}',
      '{{#with m}}{{c}}{{/with}}',
    ].map((text) => failure(text, record)),
  ).toMatchInlineSnapshot(`
    [
      "the template uses a field that is not there, or a mapping as text",
      "the template uses a field that is not there, or a mapping as text",
      "the template looks for a field "c" in a text",
      "the template uses a field that is not there, or a mapping as text",
      "lookup: there is no field "c"",
      "lookup: there is no field "toString"",
      "the template uses a field that is not there, or a mapping as text",
    ]
  `);
});

test('a field of a block parameter that is not there is an error as well', () => {
  const record = { a: 'x', list: [{ who: 'Ann', of: { city: 'Ulm' } }], empty: [] };
  const each = (text: string) => `{{#each list as |turn place|}}${text}{{/each}}`;
  expect(render(each('{{place}} {{turn.who}} {{turn.of.city}}'), record)).toBe('0 Ann Ulm');
  expect(
    [
      each('{{turn.how}}'),
      each('{{turn.of.street}}'),
      each('{{turn.constructor}}'),
      each('{{#if turn.how}}yes{{else}}no{{/if}}'),
      '{{#with this as |row|}}{{row.b}}{{/with}}',
      '{{#with list as |turn|}}{{/with}}{{turn.who}}',
      '{{empty.[0]}}',
      '{{#with this}}{{../a}}{{/with}}',
    ].map((text) => failure(text, record)),
  ).toMatchInlineSnapshot(`
    [
      "lookup: there is no field "how"",
      "lookup: there is no field "street"",
      "lookup: there is no field "constructor"",
      "rendered: no",
      "lookup: there is no field "b"",
      "the template uses a field "who" that is not there",
      "the template uses a field "0" that is not there",
      "the template uses a field "a" that is not there",
    ]
  `);
});

test('prototypes are out of reach', () => {
  const record = { a: 'x', m: { b: '1' }, list: ['y'] };
  const texts = [
    '{{lookup m "constructor"}}',
    '{{lookup list "map"}}',
    '{{lookup a "at"}}',
    '{{constructor}}',
    '{{m.constructor}}',
  ];
  expect(texts.map((text) => failure(text, record))).toMatchInlineSnapshot(`
    [
      "lookup: there is no field "constructor"",
      "lookup: there is no field "map"",
      "lookup: there is no field "at"",
      "the template uses a field that is not there, or a mapping as text",
      "the template uses a field that is not there, or a mapping as text",
    ]
  `);
});

test('what others register with Handlebars is not seen', () => {
  Handlebars.registerPartial('leak', 'leaked');
  Handlebars.registerHelper('shout', () => 'leaked');
  expect(failure('{{> leak}}', {})).toBe('The partial leak could not be found');
  expect(failure('{{shout "a"}}', {})).toMatchInlineSnapshot(
    `"the template uses a field that is not there, or a mapping as text"`,
  );
  Handlebars.unregisterPartial('leak');
  Handlebars.unregisterHelper('shout');
});
