import { expect, test } from 'vitest';
import { taskFolder, taskText } from './task-folder.ts';

const { problems, write, task } = taskFolder();

function inTemplate(template: string): Promise<string> {
  write('template.yaml', template);
  return problems(taskText(), ['template=template.yaml']);
}

test('a newline in single quotes or without quotes is two characters', async () => {
  const text = "input: a\noutput: b\nseparator: \\n\\n\nstop: ['\\n', \"\\n\", '\\t']\n";
  expect(await inTemplate(text)).toMatchInlineSnapshot(`
    "error[literal-escape]: \\n here is a backslash and a letter, not a newline
      --> template.yaml:3:12
      |
    3 | separator: \\n\\n
      |            ^^
      = help: write it in double quotes: "\\n\\n"

    error[literal-escape]: \\n here is a backslash and a letter, not a newline
      --> template.yaml:4:9
      |
    4 | stop: ['\\n', "\\n", '\\t']
      |         ^^
      = help: write it in double quotes: "\\n"

    error[literal-escape]: \\t here is a backslash and a letter, not a tab
      --> template.yaml:4:21
      |
    4 | stop: ['\\n', "\\n", '\\t']
      |                     ^^
      = help: write it in double quotes: "\\t""
  `);
});

test('in prose a backslash and a letter may be meant: a warning', async () => {
  const text = 'instruction: \'Paths: C:\\new "x"\'\ninput: |-\n  a\\nb\noutput: "a\\nb"\n';
  expect(await inTemplate(text)).toMatchInlineSnapshot(`
    "warning[literal-escape]: \\n here is a backslash and a letter, not a newline
      --> template.yaml:1:24
      |
    1 | instruction: 'Paths: C:\\new "x"'
      |                        ^^
      = help: write it in double quotes: "Paths: C:\\new \\"x\\"""
  `);
  const long = `input: a\noutput: '${'long '.repeat(20)}\\n'\n`;
  expect((await inTemplate(long)).split('\n').at(-1)).toBe(
    '  = help: write the text in double quotes, or as a block: |-',
  );
});

test('a stop string is checked wherever it is written', async () => {
  const grid = "grid:\n  - { stop: ['\\n', [a, '\\n']] }\n  - <<: { stop: ['\\t'] }";
  expect(await problems(taskText(grid), ['params.stop=\\n'])).toMatchInlineSnapshot(`
    "error[literal-escape]: \\n here is a backslash and a letter, not a newline
      --> task.yaml:6:15
      |
    6 |   - { stop: ['\\n', [a, '\\n']] }
      |               ^^
      = help: write it in double quotes: "\\n"

    error[literal-escape]: \\n here is a backslash and a letter, not a newline
      --> task.yaml:6:25
      |
    6 |   - { stop: ['\\n', [a, '\\n']] }
      |                         ^^
      = help: write it in double quotes: "\\n"

    error[literal-escape]: \\t here is a backslash and a letter, not a tab
      --> task.yaml:7:19
      |
    7 |   - <<: { stop: ['\\t'] }
      |                   ^^
      = help: write it in double quotes: "\\t"

    error[literal-escape]: \\n here is a backslash and a letter, not a newline
      --> --set:1:13
      |
    1 | params.stop=\\n
      |             ^^
      = help: write it in double quotes: "\\n""
  `);
});

test('an input does not end in a blank', async () => {
  expect(await inTemplate('input: "Output: "\noutput: x\n')).toMatchInlineSnapshot(`
    "error[trailing-blank]: input ends in a blank
      --> template.yaml:1:9
      |
    1 | input: "Output: "
      |         ^^^^^^^^
      = help: move the blank to the front of \`output\`: it belongs to the answer"
  `);
  expect(await inTemplate('input: |-\n  Q: {{q}}\n  A: \noutput: x\n')).toMatchInlineSnapshot(`
    "error[trailing-blank]: input ends in a blank
      --> template.yaml:3:3
      |
    3 |   A: 
      |   ^^^
      = help: move the blank to the front of \`output\`: it belongs to the answer"
  `);
  expect(await inTemplate('input: "A:\\t"\noutput: x\n')).toMatchInlineSnapshot(`
    "error[trailing-blank]: input ends in a blank
      --> template.yaml:1:8
      |
    1 | input: "A:\\t"
      |        ^^^^^^
      = help: move the blank to the front of \`output\`: it belongs to the answer"
  `);
  expect(await inTemplate('input: "A:\\n"\noutput: x\n')).toBe('');
});

test('the separator is a line break unless told, and may be empty', async () => {
  const { templates } = await task(taskText());
  expect(templates['inline']?.separator).toBe('\n');
  const { templates: other } = await task(taskText(), [
    'template.separator=""',
    'template.stop=[]',
  ]);
  expect(other['inline']).toEqual({ input: '{{q}}', output: ' {{a}}', separator: '', stop: [] });
});
