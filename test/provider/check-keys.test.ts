import { expect, test } from 'vitest';
import { UserError } from '../../src/base/problem.ts';
import { keysOf, requireKeys } from '../../src/provider/check-keys.ts';
import { makeRegistry } from '../../src/provider/registry.ts';
import { cellsOf } from '../schedule/fixture.ts';

const base_url = 'http://127.0.0.1:1';
const registry = await makeRegistry({
  mine: { wire: 'openai', base_url, api_key_env: 'MY_KEY' },
  twin: { wire: 'openai', base_url, api_key_env: 'MY_KEY' },
  open: { wire: 'openai', base_url },
});

function cellsWith(...models: readonly string[]) {
  return cellsOf(...models.map((model) => ({ axes: { model }, settings: { model } })));
}

function missing(models: readonly string[], env: Readonly<Record<string, string>>): string {
  try {
    requireKeys(cellsWith(...models), registry, env);
    return 'nothing';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

test('each key that is not there is told once', () => {
  expect(missing(['openai:a', 'mine:a', 'mine:b', 'twin:a'], {})).toMatchInlineSnapshot(`
    "error[missing-api-key]: OPENAI_API_KEY is not set
      = help: export OPENAI_API_KEY=…, or put it into a file and run with --env-file FILE

    error[missing-api-key]: MY_KEY is not set
      = help: export MY_KEY=…, or put it into a file and run with --env-file FILE"
  `);
});

test('a key that is empty or blank is not there', () => {
  expect(missing(['mine:a'], { MY_KEY: ' \n' })).toBe(missing(['mine:a'], {}));
});

test('with its key a model can be asked, and without one where none is needed', () => {
  const models = ['mine:a', 'open:a', 'vllm:a', 'ollama:a', 'embedded'];
  expect(missing(models, { MY_KEY: 'x' })).toBe('nothing');
});

test('the keys of a run are those of its providers, also where they are optional', () => {
  expect(keysOf(cellsWith('mine:a', 'mine:b', 'vllm:a', 'open:a', 'embedded'), registry)).toEqual([
    { env: 'MY_KEY', optional: false },
    { env: 'VLLM_API_KEY', optional: true },
  ]);
});
