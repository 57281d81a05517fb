import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

const data = dataFolder();

test('two columns of one name are refused', async () => {
  const source = data.write('twice.csv', 'text,label,"text"\na,b,c\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[duplicate-header]: columns 1 and 3 are both named "text"
      --> data/twice.csv:1:12
      |
    1 | text,label,"text"
      |            ^^^^^^
      = help: rename one of them"
  `);
});

test('a column without a name is refused', async () => {
  const source = data.write('nameless.csv', 'text,,label, \na,b,c,d\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[empty-header]: column 2 of 4 has no name
      --> data/nameless.csv:1:6
      |
    1 | text,,label, 
      |      ^
      = help: name it in the header, or take the column out

    error[empty-header]: column 4 of 4 has no name
      --> data/nameless.csv:1:13
      |
    1 | text,,label, 
      |             ^
      = help: name it in the header, or take the column out"
  `);
});

test('a header of one column with semicolons hints at the delimiter', async () => {
  const source = data.write('semicolons.csv', 'text;label\ngood, I think;pos\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[wrong-delimiter]: the header is one column, but it looks separated by semicolons
      --> data/semicolons.csv:1:1
      |
    1 | text;label
      | ^^^^^^^^^^
      = help: write \`delimiter: ";"\` beside the path, or put the header in double quotes"
  `);
});

test('a header of one column with tabs hints at the delimiter', async () => {
  const source = data.write('tabs.tsv', 'text\tlabel\ngood\tpos\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[wrong-delimiter]: the header is one column, but it looks separated by tabs
      --> data/tabs.tsv:1:1
      |
    1 | text label
      | ^^^^^^^^^^
      = help: write \`delimiter: "\\t"\` beside the path, or put the header in double quotes"
  `);
});

test('a quoting mistake in the header is shown there', async () => {
  const source = data.write('header-quote.csv', 'te"xt,label\na,b\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[csv-syntax]: a quote inside a field that does not begin with one
      --> data/header-quote.csv:1:3
      |
    1 | te"xt,label
      |   ^
      = help: put the whole field in double quotes and write this quote as """
  `);
});
