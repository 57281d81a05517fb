import { expect, test } from 'vitest';
import { dataFolder, rowsOf, valuesOf } from './data-folder.ts';

const data = dataFolder();

test('every field is the text of the file', async () => {
  const source = data.write('text.csv', 'id,text\n007,"a, b"\n1.50," c "\n');
  expect(await valuesOf(source)).toEqual([
    { id: '007', text: 'a, b' },
    { id: '1.50', text: ' c ' },
  ]);
});

test('doubled quotes and line breaks in quotes belong to the field', async () => {
  const source = data.write('quotes.csv', 'text,label\n"say ""no""\ntwice",pos\n');
  expect(await valuesOf(source)).toEqual([{ text: 'say "no"\ntwice', label: 'pos' }]);
});

test.each([
  ['LF', '\n'],
  ['CRLF', '\r\n'],
  ['CR alone', '\r'],
])('lines may end in %s', async (name, end) => {
  const lines = ['text,label', 'a,b', `"c${end}d",e`, '', 'f,g'];
  const rows = await rowsOf(data.write(`${name}.csv`, lines.join(end)));
  expect(rows.map(({ line, values }) => [line, values['text']])).toEqual([
    [2, 'a'],
    [3, `c${end}d`],
    [6, 'f'],
  ]);
});

test('lines may end in different ways', async () => {
  const source = data.write('mixed.csv', 'text,label\r\na,b\nc,d\re,f\r\n');
  const rows = await rowsOf(source);
  expect(rows.map(({ line }) => line)).toEqual([2, 3, 4]);
});

test('a byte order mark is not part of the first name', async () => {
  const source = data.write('mark.csv', '\uFEFFtext,label\na,b\n');
  expect(await valuesOf(source)).toEqual([{ text: 'a', label: 'b' }]);
});

test('a byte order mark before a quoted name is not part of it', async () => {
  const source = data.write('mark-quoted.csv', '\uFEFF"text",label\na,b\n');
  expect(await valuesOf(source)).toEqual([{ text: 'a', label: 'b' }]);
});

test('blank lines are skipped, quoted empty fields are not', async () => {
  const source = data.write('blank.csv', '\n\ntext\na\n\n""\n\n');
  const rows = await rowsOf(source);
  expect(rows.map(({ line, values }) => [line, values['text']])).toEqual([
    [4, 'a'],
    [6, ''],
  ]);
});

test.each([
  ['a tab', '\t'],
  ['a semicolon', ';'],
  ['several characters', '¦|'],
])('the delimiter may be %s', async (name, delimiter) => {
  const lines = [['text', 'label'], ['a, "', 'b'].map((field) => `"${field.replace('"', '""')}"`)];
  const content = lines.map((fields) => fields.join(delimiter)).join('\n');
  const source = data.write(`${name}.csv`, content, { delimiter });
  expect(await valuesOf(source)).toEqual([{ text: 'a, "', label: 'b' }]);
});

test('a quoted header is believed to be one column', async () => {
  const source = data.write('believed.csv', '"text;label"\na;b\n');
  expect(await valuesOf(source)).toEqual([{ 'text;label': 'a;b' }]);
});

test('a header is believed when the delimiter is told', async () => {
  const source = data.write('told.csv', 'text;label\na;b\n', { delimiter: ',' });
  expect(await valuesOf(source)).toEqual([{ 'text;label': 'a;b' }]);
});

test('columns may be named like what every object has', async () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  const source = data.write('names.csv', `${names.join(',')}\na,b,c,d\n`);
  const [row] = await rowsOf(source);
  expect(Object.getPrototypeOf(row?.values)).toBe(null);
  expect(Object.entries(row?.values ?? {})).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['toString', 'c'],
    ['hasOwnProperty', 'd'],
  ]);
});

test('a column that is not there is not found on the prototype', async () => {
  const [row] = await rowsOf(data.write('plain.csv', 'text\na\n'));
  expect(row?.values['constructor']).toBe(undefined);
});
