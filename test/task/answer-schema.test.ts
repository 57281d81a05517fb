import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { changesSince } from '../../src/schedule/same-run.ts';
import { compileAnswerSchema } from '../../src/task/answer-schema.ts';
import type { LoadedTask } from '../../src/task/load.ts';
import { taskFolder, taskText } from './task-folder.ts';

const { folder, problems, task, write } = taskFolder();

test('a schema is compiled once and held against any value', async () => {
  const fits = await compileAnswerSchema({ type: 'integer', minimum: 3 }, () => import('ajv'));
  expect([3, 2, '3', null].map((value) => fits(value))).toEqual([true, false, false, false]);
});

test('without ajv a schema cannot be used', async () => {
  const absent = () => Promise.reject(Object.assign(new Error(), { code: 'ERR_MODULE_NOT_FOUND' }));
  const error: unknown = await compileAnswerSchema({}, absent).catch((reason: unknown) => reason);
  expect((error as UserError).message).toMatchInlineSnapshot(`
    "error[missing-package]: JSON schemas need ajv, and the package ajv is not installed
      = help: npm install ajv@8"
  `);
});

test('other troubles with ajv are its own', async () => {
  const broken = () => Promise.reject(new Error('disk'));
  await expect(compileAnswerSchema({}, broken)).rejects.toThrow('disk');
});

test('a schema that is none is told before anything is asked', async () => {
  const text = taskText().replace(
    '[exact_match]',
    '[exact_match, { json: { schema: { type: objct } } }]',
  );
  expect(await problems(text)).toMatchInlineSnapshot(`
    "error[out-of-range]: the schema cannot be used: schema is invalid: data/type must be equal to one of the allowed values, data/type must be array, data/type must match a schema in anyOf
      --> task.yaml:4:40
      |
    4 | score: [exact_match, { json: { schema: { type: objct } } }]
      |                                        ^^^^^^^^^^^^^^^"
  `);
});

const label = { type: 'object', properties: { label: { enum: ['pos', 'neg'] } } };
const byFile = taskText().replace('[exact_match]', '[{ json: { schema: ./schemas/label.json } }]');

function schemaOf({ score }: LoadedTask['task']): unknown {
  return score.map(({ options }) => ('schema' in options ? options.schema : undefined));
}

test('a schema may be a file, from the task on; with --set from the working directory', async () => {
  write('schemas/label.json', `\uFEFF${JSON.stringify(label, undefined, 2)}`);
  write('evals/schemas/label.json', '{ "type": "string" }');
  const set = ['score.0.json.schema=schemas/label.json'];
  expect([
    schemaOf(await task(byFile)),
    schemaOf(await task(byFile, [], 'evals/task.yaml')),
    schemaOf(await task(byFile, set, 'evals/task.yaml')),
  ]).toEqual([[label], [{ type: 'string' }], [label]]);
});

test('a schema file that has changed is another task', async () => {
  write('schemas/label.json', '{ "type": "object" }');
  const before = await task(byFile);
  write('schemas/label.json', '{ "type": "array" }');
  const now = await task(byFile);
  const options = { set: [], rows: [] };
  const manifest = { cells: [], rows: 0, trials: 1, options };
  const [one, other] = [before, now].map((each) => ({ ...manifest, task: each })) as never[];
  expect(changesSince(one!, other!)).toEqual([
    'score.0.options.schema.type has changed from "object" to "array"',
  ]);
});

test.each([
  ['a missing file', undefined],
  ['a file that is not JSON', '{\n  "type": "object",\n  "properties": { label: {} }\n}\n'],
  ['a file that ends too early', '{\n  "type": "object"'],
  ['a list', '[1]'],
  ['a file that is no schema', '{\n\t"properties": {\n\t\t"label": { "type": "txt" }\n\t}\n}\n'],
  ['a file that names another', '{ "$ref": "other.json" }'],
])('%s is told with its place', async (_, content) => {
  if (content === undefined) rmSync(join(folder, 'schemas/label.json'), { force: true });
  else write('schemas/label.json', content);
  expect(await problems(byFile)).toMatchSnapshot();
});
