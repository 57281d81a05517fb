import { expect, test } from 'vitest';
import { formatProblem } from '../../src/base/problem.ts';
import { taskFolder, taskText } from '../task/task-folder.ts';
import { checkColumns, readTemplate, usedColumns } from '../../src/prompt/check-columns.ts';
import { parseYaml } from '../../src/task/parse-yaml.ts';
import { normaliseTemplate, templateSchema } from '../../src/task/template-schema.ts';

function read(text: string) {
  const source = { file: 't.yaml', text };
  const document = parseYaml(source);
  const file = { path: '/t.yaml', source, document, overlays: new Map() };
  const template = normaliseTemplate(templateSchema.parse(document.toJS()));
  return readTemplate(template, { file, prefix: [] });
}

function unknown(text: string, columns: readonly string[]): string {
  return checkColumns(read(text), columns, 'rows.csv').map(formatProblem).join('\n\n');
}

test('a column that the file does not have is shown in the template', () => {
  const text = [
    'instruction: Sort them.',
    'input: |-',
    '  Review: {{review}}',
    '  {{#if lang}}In {{langauge}}.{{/if}} {{review}} {{reviw}}',
    'output: " {{label}}"',
  ].join('\n');
  expect(unknown(text, ['review', 'language', 'id'])).toMatchInlineSnapshot(`
    "error[unknown-column]: rows.csv has no column "lang"
      --> t.yaml:4:9
      |
    4 |   {{#if lang}}In {{langauge}}.{{/if}} {{review}} {{reviw}}
      |         ^^^^
      = help: it has review, language, id

    error[unknown-column]: rows.csv has no column "langauge"
      --> t.yaml:4:20
      |
    4 |   {{#if lang}}In {{langauge}}.{{/if}} {{review}} {{reviw}}
      |                    ^^^^^^^^
      = help: did you mean "language"?

    error[unknown-column]: rows.csv has no column "reviw"
      --> t.yaml:4:52
      |
    4 |   {{#if lang}}In {{langauge}}.{{/if}} {{review}} {{reviw}}
      |                                                    ^^^^^
      = help: did you mean "review"?

    error[unknown-column]: rows.csv has no column "label"
      --> t.yaml:5:13
      |
    5 | output: " {{label}}"
      |             ^^^^^
      = help: it has review, language, id"
  `);
});

test('folded, quoted and escaped texts are shown as near as can be', () => {
  const text = [
    'instruction: "{{a}} \\"{{b}}\\""',
    'input: >-',
    '  {{c}} and',
    '  {{d}}',
    "output: 'it''s {{e}}'",
  ].join('\n');
  expect(unknown(text, ['xyzzy'])).toMatchInlineSnapshot(`
    "error[unknown-column]: rows.csv has no column "a"
      --> t.yaml:1:17
      |
    1 | instruction: "{{a}} \\"{{b}}\\""
      |                 ^
      = help: it has xyzzy

    error[unknown-column]: rows.csv has no column "b"
      --> t.yaml:1:25
      |
    1 | instruction: "{{a}} \\"{{b}}\\""
      |                         ^
      = help: it has xyzzy

    error[unknown-column]: rows.csv has no column "c"
      --> t.yaml:3:5
      |
    3 |   {{c}} and
      |     ^
      = help: it has xyzzy

    error[unknown-column]: rows.csv has no column "d"
      --> t.yaml:4:5
      |
    4 |   {{d}}
      |     ^
      = help: it has xyzzy

    error[unknown-column]: rows.csv has no column "e"
      --> t.yaml:5:18
      |
    5 | output: 'it''s {{e}}'
      |                  ^
      = help: it has xyzzy"
  `);
});

test('what is wrong with a text is shown in the template', () => {
  const problems = read('input: "{{log}} {{> p}}"\noutput: |-\n  one\n  {{#if a}}\n').flatMap(
    (text) => text.problems,
  );
  expect(problems.map(formatProblem).join('\n\n')).toMatchInlineSnapshot(`
    "error[helper-name]: "log" is a word of the template language
      --> t.yaml:1:11
      |
    1 | input: "{{log}} {{> p}}"
      |           ^^^
      = help: for the column write {{this.log}}

    error[unsupported-syntax]: partials and decorators are not supported
      --> t.yaml:1:17
      |
    1 | input: "{{log}} {{> p}}"
      |                 ^^^^^^^

    error[template-syntax]: a {{…}} that is not closed
      --> t.yaml:4:3
      |
    4 |   {{#if a}}
      |   ^^^^^^^^^
      = help: write {{column}} for a column, and \\{{ for two braces that are text"
  `);
});

test('a column is used where its value goes into the text', () => {
  const texts = read('input: "{{#if a}}{{b}}{{/if}}{{b}}"\noutput: "{{#each c}}{{d}}{{/each}}"\n');
  expect(usedColumns(texts)).toEqual(['b', 'c']);
});

const { load } = taskFolder();

test('columns of a format are shown where they are written, and words where the format is', async () => {
  const grid = [
    'grid:',
    '  format:',
    '    - { input: "Text: {{txet}}", case: upper }',
    '    - { replace: { "Text:": "{" } }',
  ].join('\n');
  const text = taskText(grid).replace('"{{q}}"', '"Text: {{q}} {{wrod}}"');
  const { task, templates } = await load(text);
  const texts = Object.entries(task.templates).flatMap(([name, template]) =>
    readTemplate(template, templates[name]!),
  );
  const problems = checkColumns(texts, ['q', 'a', 'text', 'word'], 'rows.csv');
  expect(problems.map(formatProblem).join('\n\n')).toMatchInlineSnapshot(`
    "error[unknown-column]: rows.csv has no column "wrod"
      --> task.yaml:2:35
      |
    2 | template: { input: "Text: {{q}} {{wrod}}", output: " {{a}}" }
      |                                   ^^^^
      = help: did you mean "word"?

    error[unknown-column]: rows.csv has no column "txet"
      --> task.yaml:7:25
      |
    7 |     - { input: "Text: {{txet}}", case: upper }
      |                         ^^^^
      = help: did you mean "text"?

    error[unknown-column]: rows.csv has no column "wrod"
      --> task.yaml:2:35
      |
    2 | template: { input: "Text: {{q}} {{wrod}}", output: " {{a}}" }
      |                                   ^^^^
      = help: did you mean "word"?"
  `);
});
