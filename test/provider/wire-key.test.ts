import { expect, test } from 'vitest';
import type { WireCall } from '../../src/provider/provider.ts';
import { wireKey } from '../../src/provider/wire-key.ts';
import type { Params } from '../../src/task/params.ts';

const call: WireCall = {
  method: 'POST',
  url: 'http://localhost:1234/v1/completions',
  headers: { 'api-version': '1' },
  body: { prompt: 'Item 1:' },
};

function keyOf(changes: Partial<WireCall> = {}, params: Params = {}, trial = 0): string {
  return wireKey({ ...call, ...changes }, { params, trial });
}

test('requests that differ on the wire, in their trial, or in what is kept of their answers have different keys', () => {
  const keys = [
    keyOf(),
    keyOf({ url: 'http://localhost:1234/v2/completions' }),
    keyOf({ headers: { 'api-version': '2' } }),
    keyOf({ body: { prompt: 'Item 2:' } }),
    keyOf({}, {}, 1),
    keyOf({}, { stop: 'a' }),
    keyOf({}, { stop: ['a', 'b'] }),
    keyOf({}, { logprobs: 1 }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('requests that are one question have one key', () => {
  expect(keyOf({}, { stop: ['a'], temperature: 0 })).toBe(keyOf({}, { stop: 'a' }));
  expect(keyOf({}, { stop: [], logprobs: undefined })).toBe(keyOf());
});
