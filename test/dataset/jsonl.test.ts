import { expect, test } from 'vitest';
import { dataFolder, rowsOf, valuesOf } from './data-folder.ts';

const data = dataFolder();

test('every scalar becomes its source text', async () => {
  const line =
    '{"a": 12345678901234567890, "b": 1.50, "c": -1e400, "d": true, "e": false, "f": "g"}';
  expect(await valuesOf(data.write('scalars.jsonl', line))).toEqual([
    { a: '12345678901234567890', b: '1.50', c: '-1e400', d: 'true', e: 'false', f: 'g' },
  ]);
});

test('null stays null', async () => {
  expect(await valuesOf(data.write('null.jsonl', '{"a": null}'))).toEqual([{ a: null }]);
});

test('lists and mappings stay, with their scalars as text', async () => {
  const line = '{"list": [1.0, true, null, ["a"]], "mapping": {"b": 2, "__proto__": {"c": 3}}}';
  const [row] = await rowsOf(data.write('nested.jsonl', line));
  expect(row?.values['list']).toEqual(['1.0', 'true', null, ['a']]);
  const mapping = row?.values['mapping'] as object;
  expect(Object.getPrototypeOf(mapping)).toBe(null);
  expect(Object.keys(mapping)).toEqual(['b', '__proto__']);
  expect(JSON.stringify(mapping)).toBe('{"b":"2","__proto__":{"c":"3"}}');
});

test('fields come in the order of the first line', async () => {
  const lines = ['{"text": "a", "10": "b", "9": "c"}', '{"9": "f", "text": "d", "10": "e"}'];
  const source = data.write('order.ndjson', lines.join('\n'));
  const rows = await rowsOf(source);
  expect(rows.map(({ values }) => ['text', '10', '9'].map((name) => values[name]))).toEqual([
    ['a', 'b', 'c'],
    ['d', 'e', 'f'],
  ]);
});

test('a byte order mark, CRLF and blank lines are accepted', async () => {
  const source = data.write('crlf.jsonl', '\uFEFF{"a": 1}\r\n\r\n  \n{"a": 2}\r{"a": 3}\n\n');
  const rows = await rowsOf(source);
  expect(rows.map(({ line, values }) => [line, values['a']])).toEqual([
    [1, '1'],
    [4, '2'],
    [5, '3'],
  ]);
});

test('columns may be named like what every object has', async () => {
  const [row] = await rowsOf(data.write('names.jsonl', '{"__proto__": "a", "constructor": "b"}'));
  expect(Object.getPrototypeOf(row?.values)).toBe(null);
  expect(Object.entries(row?.values ?? {})).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ]);
});

test('a key in the value of another is no duplicate', async () => {
  const line = String.raw`{"a": "\"b\": 1", "b": ["a", "b"], "c": {"a": 1, "b": {"a": 2}}}`;
  expect((await rowsOf(data.write('inside.jsonl', line))).length).toBe(1);
});
