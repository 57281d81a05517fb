import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskFolder } from './task-folder.ts';

const { task } = taskFolder();

type Json = Record<string, unknown>;

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const count = fc.nat(1000);

/** Where each key stands in the file; with dots between, and options of a scorer without its name, it is what --set takes. */
const keys: readonly [path: readonly (string | number)[], value: fc.Arbitrary<unknown>][] = [
  [['description'], text],
  [['mode'], fc.constantFrom('text', 'chat')],
  [['model'], text],
  [['trials'], fc.integer({ min: 1, max: 9 })],
  [['params', 'temperature'], fc.double({ min: 0, max: 2, noNaN: true })],
  [['params', 'top_k'], count],
  [['params', 'stop'], fc.oneof(text, fc.array(text))],
  [['params', 'extra', 'deep', 'er'], fc.array(text)],
  [['grid', 'temperature'], fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 1 })],
  [['grid', 'shots.seed'], fc.array(count, { minLength: 1 })],
  [['grid', 'top_k'], fc.constant({ from: 1, to: 5, step: 2 })],
  [['shots', 'count'], count],
  [['shots', 'seed'], count],
  [['shots', 'label'], text],
  [['shots', 'from'], fc.constant({ path: '/pool.csv', limit: 3 })],
  [['dataset', 'limit'], fc.integer({ min: 1, max: 9 })],
  [['dataset', 'where', 'a.b'], fc.oneof(text, fc.array(count, { minLength: 1 }))],
  [['template', 'separator'], text],
  [['score', 1, 'regex', 'value'], fc.constantFrom('a+', '^b$')],
  [['score', 1, 'regex', 'as'], fc.constantFrom('one', 'two')],
  [['gate', 'exact_match', 'cells', 'shots.count'], count],
  [['gate', 'error_rate'], fc.constant({ max: 0.5 })],
];

const changes = fc
  .subarray(keys.map((_, index) => index))
  .chain((chosen) =>
    fc.tuple(
      ...chosen.map((index) => keys[index]![1].map((value) => [keys[index]![0], value] as const)),
    ),
  );

function base(): Json {
  return {
    name: 't',
    template: { input: '{{q}}', output: '{{a}}' },
    dataset: { path: '/rows.csv' },
    shots: { count: 1 },
    score: ['exact_match', { regex: { value: 'x' } }],
    gate: { exact_match: { min: 0.5 } },
  };
}

function put(root: Json, path: readonly (string | number)[], value: unknown): void {
  let holder = root;
  for (const step of path.slice(0, -1)) {
    holder[step] ??= {};
    holder = holder[step] as Json;
  }
  holder[path.at(-1)!] = value;
}

test('--set of any key gives what writing it in the file gives', async () => {
  await fc.assert(
    fc.asyncProperty(changes, fc.boolean(), async (chosen, short) => {
      const written = base();
      for (const [path, value] of chosen) put(written, path, value);
      const set = chosen.map(
        ([path, value]) =>
          `${path.filter((step) => !short || step !== 'regex').join('.')}=${JSON.stringify(value)}`,
      );
      expect(await task(JSON.stringify(base()), set)).toEqual(await task(JSON.stringify(written)));
    }),
    { numRuns: 150 },
  );
});
