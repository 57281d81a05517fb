import { expect, test } from 'vitest';
import type { Complete, Provider, Transport } from '../../src/provider/provider.ts';
import { answerLine, completionOf } from '../../src/schedule/journal-line.ts';
import { composeComplete, type ComposeOptions } from '../../src/schedule/complete.ts';
import { cellsOf, requestOf } from './fixture.ts';
import { blue, failedWith, providerOf, registryOf } from './providers.ts';
import { virtualTime } from './virtual-time.ts';

const { signal } = new AbortController();
const surroundings = { env: {}, now: () => 0, folder: '.' };

function optionsOf(
  providers: Readonly<Record<string, Provider>>,
  changes: Partial<ComposeOptions> = {},
): ComposeOptions {
  const sleep = () => new Promise<void>(() => {});
  const registry = registryOf(providers);
  return { registry, surroundings, signal, clock: () => 0, sleep, onFatal: () => {}, ...changes };
}

function cellsWith(...models: readonly string[]) {
  return cellsOf(...models.map((model) => ({ axes: { model }, settings: { model } })));
}

/** One request to `acme:large`. */
async function ask(transport: Transport, changes: Partial<ComposeOptions> = {}) {
  const cells = cellsWith('acme:large');
  const providers = { acme: providerOf(transport) };
  const { complete } = await composeComplete(cells, optionsOf(providers, changes));
  return complete(requestOf({ cell: cells[0]! }), signal);
}

test('the latency is what the clock gained between sending and the answer', async () => {
  let time = 1000;
  const transport: Transport = () => {
    time += 12.5;
    return Promise.resolve(blue);
  };
  expect(await ask(transport, { clock: () => time })).toEqual({ ...blue, latencyMs: 12.5 });
});

test('a latency is what the journal will say of it, or counting anew would come to another median', async () => {
  let time = 0;
  const transport: Transport = () => {
    time += 12.345_678_9;
    return Promise.resolve(blue);
  };
  const completion = await ask(transport, { clock: () => time });
  expect(completion).toEqual({ ...blue, latencyMs: 12.346 });
  const line = answerLine(requestOf(), completion);
  expect(completionOf(line)).toEqual(completion);
});

test('a request goes to the provider that it names, opened with its model', async () => {
  const seen: unknown[] = [];
  const transport: Transport = (request) => {
    seen.push(request.prompt.parts);
    return Promise.resolve(blue);
  };
  const open: Provider['open'] = (model, given) => {
    seen.push(model, given === surroundings);
    return Promise.resolve({ transport });
  };
  const cells = cellsWith('acme:large');
  const options = optionsOf({ acme: providerOf(transport, { open }) });
  const { complete } = await composeComplete(cells, options);
  await complete(requestOf({ cell: cells[0]! }), signal);
  expect(seen).toEqual(['large', true, [{ kind: 'query', text: 'Question?' }]]);
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

test('a model is opened once, and all that was opened is closed', async () => {
  const log: string[] = [];
  const providerCalled = (name: string) =>
    providerOf(() => Promise.resolve(blue), {
      pool: name,
      open: (model) => {
        log.push(`open ${name}:${model}`);
        const close = async () => void log.push(`close ${name}:${model}`);
        return Promise.resolve({ transport: () => Promise.resolve(blue), close });
      },
    });
  const cells = cellsWith('a:1', 'a:2', 'b:1', 'a:1');
  const options = optionsOf({ a: providerCalled('a'), b: providerCalled('b') });
  const { close } = await composeComplete(cells, options);
  await close();
  expect(log).toEqual(['open a:1', 'open a:2', 'open b:1', 'close a:1', 'close a:2', 'close b:1']);
});

test('where one cannot be opened, those that were are closed', async () => {
  const log: string[] = [];
  const transport: Transport = () => Promise.resolve(blue);
  const close = async () => void log.push('closed');
  const good = providerOf(transport, { open: () => Promise.resolve({ transport, close }) });
  const bad = providerOf(transport, { open: () => Promise.reject(new Error('no such file')) });
  const composing = composeComplete(cellsWith('good:1', 'bad:1'), optionsOf({ good, bad }));
  await expect(composing).rejects.toThrow(new Error('no such file'));
  expect(log).toEqual(['closed']);
});

/** Of two models: how many requests to each were under way at most, and together. */
async function together(providers: Readonly<Record<string, Partial<Provider>>>, models: string[]) {
  const time = virtualTime();
  let [underWay, most] = [0, 0];
  const answered: string[] = [];
  const providerCalled = (name: string) =>
    providerOf(async ({ model }) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await time.sleep(10, signal);
      underWay -= 1;
      answered.push(`${name}:${model}`);
      return blue;
    }, providers[name]);
  const names = Object.keys(providers);
  const made = Object.fromEntries(names.map((name) => [name, providerCalled(name)]));
  const cells = cellsWith(...models);
  const { clock, sleep } = time;
  const composed = await composeComplete(cells, optionsOf(made, { clock, sleep, concurrency: 1 }));
  const requests = cells.map((cell) => composed.complete(requestOf({ cell }), signal));
  await time.until(Promise.all(requests));
  return { most, window: composed.window, answered };
}

test('two models of one base URL have two pools', async () => {
  expect(await together({ a: {} }, ['a:1', 'a:2'])).toEqual({
    most: 2,
    window: 4,
    answered: ['a:1', 'a:2'],
  });
});

test('one model of one base URL has one pool, also where two providers have it; each is asked itself', async () => {
  expect(await together({ a: {}, b: {} }, ['a:1', 'b:1'])).toEqual({
    most: 1,
    window: 2,
    answered: ['a:1', 'b:1'],
  });
});

test('it is worth having twice as many requests open as may be under way', async () => {
  const transport: Transport = () => Promise.resolve(blue);
  const providers = {
    told: providerOf(transport, { pool: 'a', limits: { concurrency: 8 } }),
    usual: providerOf(transport, { pool: 'b', concurrency: { start: 5 } }),
  };
  const window = async (...models: string[]) => {
    return (await composeComplete(cellsWith(...models), optionsOf(providers))).window;
  };
  expect([
    await window('told:m'),
    await window('usual:m'),
    await window('told:m', 'usual:m'),
  ]).toEqual([16, 10, 26]);
});

test('what is put around a model sees each request once, whatever the number of attempts', async () => {
  const log: string[] = [];
  const wrap = (complete: Complete): Complete => {
    return async (request, given) => {
      log.push(`asked ${request.model}`);
      const completion = await complete(request, given);
      log.push(completion.status);
      return completion;
    };
  };
  let attempt = 0;
  const transport: Transport = () => {
    attempt += 1;
    return Promise.resolve(attempt === 1 ? failedWith(500) : blue);
  };
  const completion = await ask(transport, { wrap, sleep: () => Promise.resolve() });
  expect(completion).toEqual({
    ...blue,
    latencyMs: 0,
    attempts: [{ why: 'HTTP 500', atMs: 0 }],
  });
  expect(log).toEqual(['asked large', 'done']);
});

test('the model whose every request would fail is named', async () => {
  const told: unknown[] = [];
  const failed = failedWith(401);
  await ask(() => Promise.resolve(failed), {
    onFatal: (model, completion) => void told.push(model, completion),
  });
  expect(told).toEqual(['acme:large', failed]);
});

/** A request that is under way when the run is interrupted, and answered so much later. */
async function interruptedFor(milliseconds: number) {
  const time = virtualTime();
  const interrupt = new AbortController();
  const transport: Transport = async (_, given) => {
    await time.sleep(milliseconds, given);
    return blue;
  };
  const { clock, sleep } = time;
  const cells = cellsWith('acme:large');
  const options = { clock, sleep, signal: interrupt.signal };
  const composed = await composeComplete(
    cells,
    optionsOf({ acme: providerOf(transport) }, options),
  );
  const answer = composed.complete(requestOf({ cell: cells[0]! }), interrupt.signal);
  await time.settle();
  interrupt.abort();
  const result = await time.until(answer.catch((error: Error) => error.message));
  await composed.close();
  return { result, waited: time.clock() };
}

test('after an interrupt what is under way is waited for, for 30 seconds', async () => {
  expect(await interruptedFor(29_000)).toEqual({
    result: { ...blue, latencyMs: 29_000 },
    waited: 29_000,
  });
  expect(await interruptedFor(31_000)).toEqual({ result: 'given up', waited: 30_000 });
});
