import { expect, test } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { compileAnswerSchema } from '../../src/task/answer-schema.ts';
import { taskFolder, taskText } from './task-folder.ts';

const { problems } = taskFolder();

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
