import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

const data = dataFolder();

test('an empty file has no header', async () => {
  expect(await data.problems(data.write('empty.csv', ''))).toMatchInlineSnapshot(`
    "error[empty-dataset]: the file is empty
      --> data/empty.csv:1:1
      |
    1 | 
      | ^
      = help: add rows, or name another file"
  `);
});

test('a file of blank lines is empty', async () => {
  expect(await data.problems(data.write('blank.csv', '\uFEFF\r\n\n'))).toMatchInlineSnapshot(`
    "error[empty-dataset]: the file is empty
      --> data/blank.csv:1:1
      |
    1 | 
      | ^
      = help: add rows, or name another file"
  `);
});

test('a header alone is not a data set', async () => {
  expect(await data.problems(data.write('header.csv', 'text,label\n'))).toMatchInlineSnapshot(`
    "error[empty-dataset]: the file has a header and no rows
      --> data/header.csv:1:1
      |
    1 | text,label
      | ^^^^^^^^^^
      = help: add a line for every row"
  `);
});

test('records with too few and too many fields are named by the line on which they start', async () => {
  const source = data.write('ragged.csv', 'text,label\n"a\nb"\n\nc,d,e\nf,g\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[ragged-row]: expected 2 fields, got 1
      --> data/ragged.csv:2:1
      |
    2 | "a
      | ^^
      = help: the header names 2 fields: text, label

    error[ragged-row]: expected 2 fields, got 3
      --> data/ragged.csv:5:1
      |
    5 | c,d,e
      | ^^^^^
      = help: a field that holds a comma must stand in double quotes"
  `);
});

test('an unclosed quote is shown where it opens', async () => {
  const source = data.write('unclosed.csv', 'text,label\na,b\nc,"d\ne,f\ng,h\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[csv-syntax]: the quote that opens here is never closed
      --> data/unclosed.csv:3:3
      |
    3 | c,"d
      |   ^
      = help: close it, or write a quote inside a quoted field as """
  `);
});

test('a quote inside a plain field is shown itself, and reading goes on', async () => {
  const source = data.write('plain.csv', 'text,label\nä 5" pipe,b\nc,say "d"\ne\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[csv-syntax]: a quote inside a field that does not begin with one
      --> data/plain.csv:2:4
      |
    2 | ä 5" pipe,b
      |    ^
      = help: put the whole field in double quotes and write this quote as ""

    error[csv-syntax]: a quote inside a field that does not begin with one
      --> data/plain.csv:3:7
      |
    3 | c,say "d"
      |       ^
      = help: put the whole field in double quotes and write this quote as ""

    error[ragged-row]: expected 2 fields, got 1
      --> data/plain.csv:4:1
      |
    4 | e
      | ^
      = help: the header names 2 fields: text, label"
  `);
});

test('a quote inside a quoted field names the line of the field', async () => {
  const source = data.write('quoted.csv', 'text,label\na,"b\nsaid "no" twice"\nc,d\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[csv-syntax]: a quote that neither ends its field nor is doubled
      --> data/quoted.csv:3:6
      |
    3 | said "no" twice"
      |      ^
      = help: write it as "", or close the field that opens on line 2"
  `);
});

test('all problems of a file come at once and in its order', async () => {
  const source = data.write(
    'many.csv',
    'id,text\n1,a\n2\n1,b\n3,c "d"\n,e\n4,f,g\n2,h\n3,i\n3,j\n',
  );
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[ragged-row]: expected 2 fields, got 1
      --> data/many.csv:3:1
      |
    3 | 2
      | ^
      = help: the header names 2 fields: id, text

    error[duplicate-id]: the id "1" stands on line 2 and on line 4
      --> data/many.csv:4:1
      |
    4 | 1,b
      | ^
      = help: give every row an id of its own

    error[csv-syntax]: a quote inside a field that does not begin with one
      --> data/many.csv:5:5
      |
    5 | 3,c "d"
      |     ^
      = help: put the whole field in double quotes and write this quote as ""

    error[empty-id]: the id in column "id" is empty
      --> data/many.csv:6:1
      |
    6 | ,e
      | ^
      = help: give every row an id, or name another column with \`id\`

    error[ragged-row]: expected 2 fields, got 3
      --> data/many.csv:7:1
      |
    7 | 4,f,g
      | ^^^^^
      = help: a field that holds a comma must stand in double quotes

    error[duplicate-id]: the id "3" stands on line 9 and on line 10
       --> data/many.csv:10:1
       |
    10 | 3,j
       | ^
       = help: give every row an id of its own"
  `);
});

test('after twenty problems the others are counted', async () => {
  const source = data.write('hundred.csv', `text,label\n${'a\n'.repeat(100)}`);
  const problems = (await data.problems(source)).split('\n\n');
  expect(problems.length).toBe(21);
  expect(problems.at(-2)).toMatchInlineSnapshot(`
    "error[ragged-row]: expected 2 fields, got 1
       --> data/hundred.csv:21:1
       |
    21 | a
       | ^
       = help: the header names 2 fields: text, label"
  `);
  expect(problems.at(-1)).toMatchInlineSnapshot(
    `"hint[more-problems]: 80 more problems in this file"`,
  );
});

test('one problem over twenty is counted in the singular', async () => {
  const source = data.write('twenty-one.csv', `text,label\n${'a\n'.repeat(21)}`);
  expect((await data.problems(source)).split('\n\n').at(-1)).toMatchInlineSnapshot(
    `"hint[more-problems]: 1 more problem in this file"`,
  );
});

test('a quote that swallows megabytes ends the reading', async () => {
  const source = data.write('swallowed.csv', `text,label\n"a,b\n${'c,d\n'.repeat(5_000_000)}`);
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[csv-syntax]: the quote that opens here is never closed
      --> data/swallowed.csv:2:1
      |
    2 | "a,b
      | ^
      = help: close it, or write a quote inside a quoted field as """
  `);
});

test('a record of many megabytes is refused', async () => {
  const source = data.write('long.csv', `text,label\n${`${'c'.repeat(1000)},`.repeat(20_000)}`);
  const [message] = (await data.problems(source)).split('\n');
  expect(message).toMatchInlineSnapshot(`"error[csv-syntax]: a record longer than 16 MiB"`);
});
