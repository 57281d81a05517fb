import { expect, test } from 'vitest';
import { taskFolder } from './task-folder.ts';

const { task, problems, write } = taskFolder();

const template = `instruction: "Sort the reviews."
input: "Review: {{review}}\\nTopic of it:"
output: " {{topic}}"
separator: "\\n\\n"
stop: "\\n"
`;

function textOf(more: string): string {
  write('review.yaml', template);
  const head = 'name: t\ntemplate: review.yaml\ndataset: rows.csv\nscore: [exact_match]';
  return `${head}\n${more}\n`;
}

/** The names on the axis, and the templates that there are beside the plain one. */
async function formatted(more: string) {
  const { templates, grid } = await task(textOf(more));
  const names = Object.keys(templates).filter((name) => name !== 'review');
  return { names: grid[0]![0]!.values, templates: names.map((name) => templates[name]!) };
}

test('a format is the template with other texts, words and letters', async () => {
  const grid = [
    '{}',
    '{ separator: " | ", stop: " |" }',
    '{ case: upper }',
    '{ case: title }',
    '{ replace: { "Review:": "Topic of it:", "Topic of it:": "Review:" } }',
    '{ replace: { ": ": ":\\n" }, output: "\\n{{topic}}" }',
  ];
  const { names, templates } = await formatted(`grid: { format: [${grid.join(', ')}] }`);
  expect(names).toMatchInlineSnapshot(`
    [
      "plain",
      "separator= | , stop= |",
      "upper",
      "title",
      "Review:→Topic of it:, Topic of it:→Review:",
      "output=⏎{{topic}}, : →:⏎",
    ]
  `);
  const texts = templates.map(({ instruction, input, output, separator, stop }) =>
    [instruction, input, output, separator, stop].map((text) => JSON.stringify(text)).join('  '),
  );
  expect(`\n${texts.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    "Sort the reviews."  "Review: {{review}}\\nTopic of it:"  " {{topic}}"  " | "  " |"
    "Sort the reviews."  "REVIEW: {{review}}\\nTOPIC OF IT:"  " {{topic}}"  "\\n\\n"  "\\n"
    "Sort the reviews."  "Review: {{review}}\\nTopic Of It:"  " {{topic}}"  "\\n\\n"  "\\n"
    "Sort the reviews."  "Topic of it: {{review}}\\nReview:"  " {{topic}}"  "\\n\\n"  "\\n"
    "Sort the reviews."  "Review:\\n{{review}}\\nTopic of it:"  "\\n{{topic}}"  "\\n\\n"  "\\n"
    "
  `);
});

test('columns and comments are never touched', async () => {
  const input = '{{#if review}}review {{review}}{{!-- }} review --}}{{/if}} {{{topic}}} topic';
  const { templates } = await formatted(
    `formats: { loud: { input: "${input}", case: upper, replace: { review: "{ text }" } } }\ngrid: { format: [loud] }`,
  );
  expect(templates[0]!.input).toBe(
    '{{#if review}}{ TEXT } {{review}}{{!-- }} review --}}{{/if}} {{{topic}}} TOPIC',
  );
});

test('a long text is called by its beginning and a hash', async () => {
  const long = 'Sort these reviews by what they are about.';
  const { names } = await formatted(
    `grid: { format: [{ instruction: "${long}" }, { instruction: "${long}!" }] }`,
  );
  expect(names).toEqual([
    'instruction=Sort these review…256f72',
    'instruction=Sort these review…890737',
  ]);
});

test('what is not there, or has no name, is told where it is written', async () => {
  const text = textOf(`formats:
  plain: { case: lower }
  shout: { replace: { "Revue:": "REVUE:", "Topic": "{{topic}}" } }
grid:
  format: [pipes, shout]`);
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[reserved-name]: a format cannot be named plain
      --> task.yaml:6:3
      |
    6 |   plain: { case: lower }
      |   ^^^^^
      = help: plain is the template as it stands: choose another name

    error[format-without-effect]: "Revue:" is not among the words of the template review
      --> task.yaml:7:23
      |
    7 |   shout: { replace: { "Revue:": "REVUE:", "Topic": "{{topic}}" } }
      |                       ^^^^^^^^
      = help: between its columns it has "Sort the reviews.", "Review: ", "\\nTopic of it:"

    error[unsupported-syntax]: replace changes the words between columns, and cannot add one
      --> task.yaml:7:52
      |
    7 |   shout: { replace: { "Revue:": "REVUE:", "Topic": "{{topic}}" } }
      |                                                    ^^^^^^^^^^^
      = help: for other columns write the whole text: input: "…"

    error[unknown-format]: no format is named "pipes"
      --> task.yaml:9:12
      |
    9 |   format: [pipes, shout]
      |            ^^^^^
      = help: there are plain, shout"
  `);
});

test('what changes nothing, and the traps of templates, are told as well', async () => {
  const text = textOf(`grid:
  format:
    - { separator: "\\n\\n" }
    - { case: title, input: "Topic: " }
    - { separator: '\\n' }`);
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[format-without-effect]: the format "separator=⏎⏎" changes nothing in the template review
      --> task.yaml:7:7
      |
    7 |     - { separator: "\\n\\n" }
      |       ^^^^^^^^^^^^^^^^^^^^^
      = help: for the template as it stands write plain

    error[trailing-blank]: input ends in a blank
      --> task.yaml:8:30
      |
    8 |     - { case: title, input: "Topic: " }
      |                              ^^^^^^^
      = help: move the blank to the front of \`output\`: it belongs to the answer

    error[literal-escape]: \\n here is a backslash and a letter, not a newline
      --> task.yaml:9:21
      |
    9 |     - { separator: '\\n' }
      |                     ^^
      = help: write it in double quotes: "\\n""
  `);
});

test('replaced words must not bring a blank to the end', async () => {
  const text = textOf('grid: { format: [{ replace: { "Topic of it:": "Topic: " } }] }');
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[trailing-blank]: input ends in a blank in the format "Topic of it:→Topic: "
      --> task.yaml:5:18
      |
    5 | grid: { format: [{ replace: { "Topic of it:": "Topic: " } }] }
      |                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: move the blank to the front of \`output\`: it belongs to the answer"
  `);
});

test('a chat has no separator to change', async () => {
  const text = textOf('mode: chat\ngrid: { format: [{ separator: " | " }] }');
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[format-without-effect]: the format "separator= | " changes nothing in the template review
      --> task.yaml:6:18
      |
    6 | grid: { format: [{ separator: " | " }] }
      |                  ^^^^^^^^^^^^^^^^^^^^
      = help: a chat has no separator: every example is a message of its own"
  `);
});

test('a format without a name must not take that of another', async () => {
  const text = textOf(
    'formats: { upper: { case: lower } }\ngrid: { format: [upper, { case: upper }] }',
  );
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[duplicate-name]: this format would be called upper, which is another
      --> task.yaml:6:25
      |
    6 | grid: { format: [upper, { case: upper }] }
      |                         ^^^^^^^^^^^^^^^
      = help: give it a name of its own under formats"
  `);
});
