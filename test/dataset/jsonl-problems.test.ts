import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

const data = dataFolder();

test('an empty file has no records', async () => {
  expect(await data.problems(data.write('empty.jsonl', '\n\n'))).toMatchInlineSnapshot(`
    "error[empty-dataset]: the file is empty
      --> data/empty.jsonl:1:1
      |
    1 | 
      | ^
      = help: add rows, or name another file"
  `);
});

test('a JSON list is not JSONL', async () => {
  const source = data.write('list.jsonl', '[\n  {"text": "a"},\n  {"text": "b"}\n]\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[json-syntax]: the file is a JSON list, not JSONL
      --> data/list.jsonl:1:1
      |
    1 | [
      | ^
      = help: write one object a line, for instance with \`jq -c ".[]"\`"
  `);
});

test('an object over several lines is not JSONL', async () => {
  const source = data.write('pretty.jsonl', '{\n  "text": "a"\n}\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[json-syntax]: an object that is spread over several lines is not JSONL
      --> data/pretty.jsonl:1:1
      |
    1 | {
      | ^
      = help: write one object a line, for instance with \`jq -c .\`"
  `);
});

test('lines that are not JSON are shown where they break', async () => {
  const lines = [
    '{"text": "a", "score": 1}',
    '{"text": "b" "score": 2}',
    '{"text": "g\\x", "score": 1}',
    '{"text": "h", "score": 1',
    '{"text": "i", "score": 1} {}',
  ];
  const source = data.write('broken.jsonl', lines.join('\n'));
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[json-syntax]: not JSON: comma ',' expected after value but got '"'
      --> data/broken.jsonl:2:14
      |
    2 | {"text": "b" "score": 2}
      |              ^

    error[json-syntax]: not JSON: invalid escape character '\\x'
      --> data/broken.jsonl:3:12
      |
    3 | {"text": "g\\x", "score": 1}
      |            ^

    error[json-syntax]: not JSON: quoted object key or end of object '}' expected but reached end of input
      --> data/broken.jsonl:4:25
      |
    4 | {"text": "h", "score": 1
      |                         ^

    error[json-syntax]: not JSON: expected end of input but got '{'
      --> data/broken.jsonl:5:27
      |
    5 | {"text": "i", "score": 1} {}
      |                           ^"
  `);
});

test('what other languages write is mended', async () => {
  const lines = [
    "{'text': 'c', 'score': 3}",
    '{"text": "d", "score": 4,}',
    '{"text": "e", "score": NaN}',
    '{"text": "f", "score": True}',
  ];
  const source = data.write('foreign.jsonl', lines.join('\n'));
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[json-syntax]: not JSON: quoted object key expected but got '''
      --> data/foreign.jsonl:1:2
      |
    1 | {'text': 'c', 'score': 3}
      |  ^
      = help: JSON takes double quotes only

    error[json-syntax]: not JSON: quoted object key expected but got '}'
      --> data/foreign.jsonl:2:26
      |
    2 | {"text": "d", "score": 4,}
      |                          ^
      = help: take out the comma before it

    error[json-syntax]: not JSON: object value expected after ':'
      --> data/foreign.jsonl:3:24
      |
    3 | {"text": "e", "score": NaN}
      |                        ^
      = help: write null

    error[json-syntax]: not JSON: object value expected after ':'
      --> data/foreign.jsonl:4:24
      |
    4 | {"text": "f", "score": True}
      |                        ^
      = help: write true and false in small letters"
  `);
});

test('every line must be an object', async () => {
  const lines = ['{"text": "a"}', '["b"]', '"c"', '4', 'true', 'null'];
  const source = data.write('others.jsonl', lines.join('\n'));
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[json-syntax]: expected a JSON object, got a list
      --> data/others.jsonl:2:1
      |
    2 | ["b"]
      | ^^^^^
      = help: write {"column": value, …} on every line

    error[json-syntax]: expected a JSON object, got a text
      --> data/others.jsonl:3:1
      |
    3 | "c"
      | ^^^
      = help: write {"column": value, …} on every line

    error[json-syntax]: expected a JSON object, got a number
      --> data/others.jsonl:4:1
      |
    4 | 4
      | ^
      = help: write {"column": value, …} on every line

    error[json-syntax]: expected a JSON object, got a boolean
      --> data/others.jsonl:5:1
      |
    5 | true
      | ^^^^
      = help: write {"column": value, …} on every line

    error[json-syntax]: expected a JSON object, got null
      --> data/others.jsonl:6:1
      |
    6 | null
      | ^^^^
      = help: write {"column": value, …} on every line"
  `);
});

test('nesting without end is refused', async () => {
  const deep = `{"text": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const source = data.write('deep.jsonl', `{"text": "a"}\n${deep}\n`);
  expect((await data.problems(source)).split('\n')[0]).toMatchInlineSnapshot(
    `"error[json-syntax]: not JSON: it is nested too deeply"`,
  );
});

test('a line of many megabytes is refused', async () => {
  const source = data.write('long.jsonl', `{"text": "${'a'.repeat(20_000_000)}"}`);
  expect((await data.problems(source)).split('\n')[0]).toMatchInlineSnapshot(
    `"error[json-syntax]: a line longer than 16 MiB"`,
  );
});
