import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { words } from '../../src/base/words.ts';
import { makePool } from '../../src/prompt/pool.ts';
import { compileTemplate } from '../../src/prompt/template.ts';
import { poolOf, rowOf, rowsOf, template } from './rows.ts';

test('an example is a row, rendered', () => {
  const [example] = poolOf(rowsOf({ a: 'ant ->  small ' })).examples;
  expect(example).toEqual({
    index: 0,
    key: 'a',
    line: 2,
    input: 'ant',
    output: '  small ',
    label: 'small',
  });
});

test('labels of a column may be lists, and are told apart from the texts they look like', () => {
  const rows = [['x'], '["x"]', 'x'].map((kind, i) =>
    rowOf({ q: `${i}`, a: `${i}`, kind }, `k${i}`),
  );
  const pool = makePool({ rows, file: 'pool.csv', label: 'kind' }, compileTemplate(template));
  expect(pool.examples.map(({ label }) => label)).toEqual(['["x"]', '"[\\"x\\"]"', '"x"']);
});

test('a row that lacks a field is told by its key and line', () => {
  const rows = [{ text: 'x' }, {}].map((q, i) => rowOf({ q, a: '' }, `k${i}`, i));
  const nested = compileTemplate({ ...template, input: '{{lookup q "text"}}' });
  const make = () => makePool({ rows, file: 'data/pool.jsonl' }, nested);
  expect(make).toThrow(UserError);
  expect(make).toThrowErrorMatchingInlineSnapshot(
    `[UserError: error[render-failed]: row k1 (data/pool.jsonl:3) cannot be rendered: lookup: there is no field "text"]`,
  );
});

test('similarity is BM25 over the words of the inputs', () => {
  const pool = poolOf(
    rowsOf({ a: 'Tea, tea! -> 1', b: 'black TEA 42 -> 2', c: '緑茶 -> tea', d: '42 -> 4' }),
  );
  // ln(1 + 2.5 / 2.5) = ln 2 for "tea" and for "42"; lengths 2, 3, 2, 1 with mean 2.
  const tea = Array.from(pool.similarities('tea?'));
  const expected = [(2 * 2.2) / (2 + 1.2), 2.2 / (1 + 1.2 * (0.25 + 0.75 * 1.5)), 0, 0];
  for (const [index, value] of expected.entries())
    expect(tea[index]).toBeCloseTo(Math.log(2) * value, 12);
  expect(Array.from(pool.similarities('茶'), (score) => score > 0)).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect(Array.from(pool.similarities(''))).toEqual([0, 0, 0, 0]);
});

const word = fc.constantFrom('red', 'green', 'tea', 'milk', '7', '茶');
const text = fc.array(word, { maxLength: 6 }).map((list) => list.join(' '));

/** BM25 by its formula, without an index. */
function textbook(inputs: readonly string[], query: string): number[] {
  const documents = inputs.map(words);
  const mean = documents.flat().length / documents.length || 1;
  return documents.map((document) => {
    const terms = Array.from(new Set(words(query)), (term) => {
      const frequency = documents.filter((other) => other.includes(term)).length;
      const idf = Math.log(1 + (documents.length - frequency + 0.5) / (frequency + 0.5));
      const count = document.filter((other) => other === term).length;
      const damping = 1.2 * (0.25 + (0.75 * document.length) / mean);
      return (idf * 2.2 * count) / (count + damping);
    });
    return terms.reduce((sum, term) => sum + term, 0);
  });
}

test('the index gives what the formula gives', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), text, (inputs, query) => {
      const pool = poolOf(inputs.map((q, i) => rowOf({ q, a: '' }, `k${i}`, i)));
      const expected = textbook(inputs, query);
      for (const [index, score] of pool.similarities(query).entries())
        expect(score).toBeCloseTo(expected[index]!, 10);
    }),
  );
});
