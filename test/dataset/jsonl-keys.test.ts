import { expect, test } from 'vitest';
import { dataFolder } from './data-folder.ts';

const data = dataFolder();

test('a key may stand only once in an object', async () => {
  const lines = [
    '{"text": "a", "info": {}}',
    '{"text": "b", "info": {}, "text": "c"}',
    '{"text": "d", "info": {}, "text": "d"}',
    '{"text": "e", "info": {"f": 1, "f": 2}}',
  ];
  const source = data.write('twice.jsonl', lines.join('\n'));
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[duplicate-header]: the key "text" stands twice in this object
      --> data/twice.jsonl:2:27
      |
    2 | {"text": "b", "info": {}, "text": "c"}
      |                           ^^^^^^
      = help: take one of them out

    error[duplicate-header]: the key "text" stands twice in this object
      --> data/twice.jsonl:3:27
      |
    3 | {"text": "d", "info": {}, "text": "d"}
      |                           ^^^^^^
      = help: take one of them out

    error[duplicate-header]: the key "f" stands twice in one object
      --> data/twice.jsonl:4:32
      |
    4 | {"text": "e", "info": {"f": 1, "f": 2}}
      |                                ^^^
      = help: take one of them out"
  `);
});

test('a key needs a name', async () => {
  const source = data.write('nameless.jsonl', '{"text": "a", "": "b"}\n');
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[empty-header]: a key without a name
      --> data/nameless.jsonl:1:15
      |
    1 | {"text": "a", "": "b"}
      |               ^^
      = help: name it, or take it out"
  `);
});

test('an object needs keys', async () => {
  expect(await data.problems(data.write('bare.jsonl', '{}\n'))).toMatchInlineSnapshot(`
    "error[empty-header]: an object without keys
      --> data/bare.jsonl:1:1
      |
    1 | {}
      | ^^
      = help: write {"column": value, …} on every line"
  `);
});

test('every line has the keys of the first', async () => {
  const lines = [
    '',
    '{"text": "a", "label": "x"}',
    '{"text": "b"}',
    '{"text": "c", "lable": "x"}',
    '{"text": "d", "label": "x", "extra": 1, "more": 2}',
    '{"label": "x", "text": "e"}',
  ];
  const source = data.write('keys.jsonl', lines.join('\n'));
  expect(await data.problems(source)).toMatchInlineSnapshot(`
    "error[keys-differ]: the keys differ from the first record's: "label" is missing
      --> data/keys.jsonl:3:1
      |
    3 | {"text": "b"}
      | ^^^^^^^^^^^^^
      = help: every line needs the same keys; write null where there is no value

    error[keys-differ]: the keys differ from the first record's: "label" is missing, "lable" is not in line 2
      --> data/keys.jsonl:4:15
      |
    4 | {"text": "c", "lable": "x"}
      |               ^^^^^^^
      = help: did you mean "label"?

    error[keys-differ]: the keys differ from the first record's: "extra", "more" are not in line 2
      --> data/keys.jsonl:5:29
      |
    5 | {"text": "d", "label": "x", "extra": 1, "more": 2}
      |                             ^^^^^^^
      = help: every line needs the same keys; write null where there is no value"
  `);
});
