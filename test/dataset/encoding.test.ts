import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

const data = dataFolder();

test('Latin-1 is refused at its first byte', async () => {
  const bytes = Buffer.from('text,label\n\u00e4\u00f6,x\ngr\u00fcn und bunt,y\n', 'utf8');
  const broken = Buffer.concat([bytes, Buffer.from('na\u00efve,z\nrest,\u00e9\n', 'latin1')]);
  expect(await data.problems(data.write('latin.csv', broken))).toMatchInlineSnapshot(`
    "error[bad-encoding]: byte 0xEF is not valid UTF-8 (byte 3 of line 4)
      --> data/latin.csv:4:3
      |
    4 | na�ve,z
      |   ^
      = help: save the file as UTF-8 (it may be in Windows-1252 or Latin-1 now)"
  `);
});

test('problems before the first bad byte are reported too', async () => {
  const bytes = Buffer.from('text,label\na\nb,c\ncaf\u00e9,d\n', 'latin1');
  expect(await data.problems(data.write('both.csv', bytes))).toMatchInlineSnapshot(`
    "error[ragged-row]: expected 2 fields, got 1
      --> data/both.csv:2:1
      |
    2 | a
      | ^
      = help: the header names 2 fields: text, label

    error[bad-encoding]: byte 0xE9 is not valid UTF-8 (byte 4 of line 4)
      --> data/both.csv:4:4
      |
    4 | caf�,d
      |    ^
      = help: save the file as UTF-8 (it may be in Windows-1252 or Latin-1 now)"
  `);
});

test('the byte is counted in bytes, the column in characters', async () => {
  const bytes = Buffer.concat([
    Buffer.from('{"a": "\u00e4\u{1F600}'),
    Buffer.from([0xff, 0x22, 0x7d]),
  ]);
  expect(await data.problems(data.write('column.jsonl', bytes))).toMatchInlineSnapshot(`
    "error[bad-encoding]: byte 0xFF is not valid UTF-8 (byte 14 of line 1)
      --> data/column.jsonl:1:11
      |
    1 | {"a": "ä😀�"}
      |           ^
      = help: save the file as UTF-8 (it may be in Windows-1252 or Latin-1 now)"
  `);
});

test('a character that is cut off at the end of the file is refused', async () => {
  const bytes = Buffer.from('text\n\u20ac').subarray(0, -1);
  expect(await data.problems(data.write('cut.csv', bytes))).toMatchInlineSnapshot(`
    "error[bad-encoding]: byte 0xE2 is not valid UTF-8 (byte 1 of line 2)
      --> data/cut.csv:2:1
      |
    2 | �
      | ^
      = help: save the file as UTF-8 (it may be in Windows-1252 or Latin-1 now)"
  `);
});

test('a NUL byte is refused', async () => {
  const source = data.write('nul.csv', 'text,label\na,b\u0000c\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[bad-encoding]: a NUL byte, which no text file holds (byte 4 of line 2)
      --> data/nul.csv:2:4
      |
    2 | a,b\\u{0}c
      |    ^^^^^
      = help: the file is damaged or is not text: write it again as UTF-8"
  `);
});

test.each([
  ['UTF-16 with a mark', Buffer.from('\uFEFFtext,label\n', 'utf16le')],
  ['UTF-16 without a mark', Buffer.from('text,label\n', 'utf16le')],
  ['UTF-16 of the other order', Buffer.from('text,label\n', 'utf16le').swap16()],
])('%s is recognised', async (_name, bytes) => {
  expect(await data.problems(data.write('wide.csv', bytes))).toBe(
    'error[bad-encoding]: data/wide.csv looks like UTF-16\n  = help: save it as UTF-8',
  );
});

test('a gzip archive is recognised', async () => {
  const source = data.write('packed.csv', Buffer.from([0x1f, 0x8b, 8, 0, 0]));
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[bad-encoding]: data/packed.csv looks like a gzip archive
      = help: unpack it"
  `);
});

test('an Excel workbook is recognised', async () => {
  const source = data.write('book.csv', 'PK\u0003\u0004rest');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[bad-encoding]: data/book.csv looks like a zip archive or an Excel workbook
      = help: export it as CSV or JSONL"
  `);
});
