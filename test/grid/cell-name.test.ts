import { expect, test } from 'vitest';
import { expandGrid } from '../../src/grid/cells.ts';
import type { AxisName } from '../../src/task/grid-schema.ts';
import { taskOf } from './grid-of.ts';

function namesOf(axes: Partial<Record<AxisName, readonly unknown[]>>, given = {}): string[] {
  const grid = Object.entries(axes).map(([name, values]) => ({ name: name as AxisName, values }));
  return expandGrid(taskOf([grid], given)).cells.map(({ name }) => name);
}

test('names show the axes that vary, and no others', () => {
  expect(namesOf({ temperature: [0.4], 'shots.count': [2, 8] })).toEqual(['k=2', 'k=8']);
});

test('often used axes have short names', () => {
  const axes = {
    temperature: [0, 1],
    max_tokens: [4, 5],
    repetition_penalty: [1, 1.1],
    'shots.count': [2, 3],
    'shots.select': ['random', 'first'],
    'shots.order': ['given', 'p0'],
  };
  expect(namesOf(axes).at(-1)).toBe('t=1 max=5 rep=1.1 k=3 select=first order=p0');
});

test('names read well in a shell where values are words, and are quoted elsewhere', () => {
  const stop = ['\n', '\n\n', 'END', 'a b', '"', ['\n', 'Q:'], '–', '[]', []];
  expect(namesOf({ stop })).toMatchInlineSnapshot(`
    [
      "stop="\\n"",
      "stop="\\n\\n"",
      "stop=END",
      "stop="a b"",
      "stop="\\""",
      "stop=["\\n","Q:"]",
      "stop="–"",
      "stop="[]"",
      "stop=[]",
    ]
  `);
});

test('a value that looks like another kind of value is its own', () => {
  expect(namesOf({ stop: ['0.4', 'true', 'null', '–', 'x y', '"x y"', '["a","b"]', ['a', 'b']] }))
    .toMatchInlineSnapshot(`
    [
      "stop=0.4",
      "stop=true",
      "stop=null",
      "stop="–"",
      "stop="x y"",
      "stop="\\"x y\\""",
      "stop="[\\"a\\",\\"b\\"]"",
      "stop=["a","b"]",
    ]
  `);
});

test('long values are cut, and stay apart', () => {
  const long = `${'\n'.repeat(30)}Human:`;
  const stop = ['x', long, `${long} `, [long, 'x']];
  expect(namesOf({ stop })).toMatchInlineSnapshot(`
    [
      "stop=x",
      "stop="\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\…99714c",
      "stop="\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\…cf093b",
      "stop=["\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n…228b2e",
    ]
  `);
});

test('the name of a long model is not cut', () => {
  const model = ['embedded', 'together:meta-llama/Llama-3.3-70B-Instruct-Turbo'];
  expect(namesOf({ model }).at(-1)).toBe('model=together:meta-llama/Llama-3.3-70B-Instruct-Turbo');
});

test('names do not depend on the other values of an axis', () => {
  expect(namesOf({ temperature: [0, 0.5] })).toEqual(
    namesOf({ temperature: [0, 0.5, 1] }).slice(0, 2),
  );
});

test('templates go by their names', () => {
  const templates = {
    'short one': { input: '{{q}}', output: '{{a}}', separator: '\n' },
    inline: { input: '{{q}}?', output: '{{a}}', separator: '\n' },
  };
  expect(namesOf({ template: Object.keys(templates) }, { templates })).toEqual([
    'template="short one"',
    'template=inline',
  ]);
});
