import { expect, test } from 'vitest';
import type { Provider, Transport } from '../../src/provider/provider.ts';
import { composeComplete, concurrencyOf } from '../../src/schedule/complete.ts';
import { cellsOf, requestOf } from './fixture.ts';

const { signal } = new AbortController();

function providerOf(transport?: Transport): Provider {
  return { unsupported: {}, modes: ['text'], concurrency: 1, ...(transport ? { transport } : {}) };
}

function ask(transport: Transport, clock = () => 0) {
  return composeComplete(clock, () => providerOf(transport))(requestOf(), signal);
}

const blue = { status: 'done', text: ' blue', finish: 'stop', finishRaw: 'eos' } as const;

test('the latency is what the clock gained between sending and the answer', async () => {
  let time = 1000;
  const transport: Transport = () => {
    time += 12.5;
    return Promise.resolve(blue);
  };
  expect(await ask(transport, () => time)).toEqual({ ...blue, latencyMs: 12.5 });
});

test('the clock is read around the transport alone', async () => {
  const log: string[] = [];
  const transport: Transport = () => {
    log.push('transport');
    return Promise.resolve(blue);
  };
  await ask(transport, () => log.push('clock'));
  expect(log).toEqual(['clock', 'transport', 'clock']);
});

test('a request goes to the provider that it names, with the signal of the run', async () => {
  const seen: unknown[] = [];
  const transport: Transport = (request, given) => {
    seen.push(request.prompt.parts, given === signal);
    return Promise.resolve(blue);
  };
  const find = (name: string) => {
    seen.push(name);
    return providerOf(transport);
  };
  const [cell] = cellsOf({ settings: { model: 'acme:large' } });
  await composeComplete(() => 0, find)(requestOf({ cell: cell! }), signal);
  expect(seen).toEqual(['acme', [{ kind: 'query', text: 'Question?' }], true]);
});

test('what the transport calls failed stays failed, without a latency', async () => {
  const failed = { status: 'failed', why: '429: slow down' } as const;
  expect(await ask(() => Promise.resolve(failed))).toEqual(failed);
});

test.each([
  ['a message', new Error('socket hang up'), 'socket hang up'],
  [
    'a cause',
    new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') }),
    'fetch failed: connect ECONNREFUSED 127.0.0.1:1',
  ],
  ['a code alone', Object.assign(new AggregateError([], ''), { code: 'ETIMEDOUT' }), 'ETIMEDOUT'],
  ['a name alone', new RangeError(''), 'RangeError'],
  ['no error at all', 'closed', 'closed'],
])('a transport that rejects with %s gives a failed completion', async (_, reason, why) => {
  expect(await ask(() => Promise.reject(reason as Error))).toEqual({ status: 'failed', why });
});

test('a transport that throws before it promises anything gives a failed completion', async () => {
  const transport = () => {
    throw new Error('no key');
  };
  expect(await ask(transport)).toEqual({ status: 'failed', why: 'no key' });
});

test('a provider without a transport is a bug of ours', () => {
  const complete = composeComplete(
    () => 0,
    () => providerOf(),
  );
  expect(() => complete(requestOf(), signal)).toThrow(new Error('embedded has no transport'));
});

test('unless told, as many are asked at once as the most patient of the models takes', () => {
  const models = ['embedded', 'together-inference:m', 'nobody'];
  const counts = models.map((model) => concurrencyOf(cellsOf({ settings: { model } })));
  expect(counts).toEqual([1, 8, 1]);
  expect(concurrencyOf(cellsOf(...models.map((model) => ({ settings: { model } }))))).toBe(8);
});
