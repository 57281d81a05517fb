import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Request } from '../../src/plan/request.ts';
import { dispatch } from '../../src/schedule/dispatch.ts';
import { blocksOf, done, requestOf, rowOf } from './fixture.ts';

const { signal } = new AbortController();

/** What Node would end the process for. */
function unhandledRejections(): unknown[] {
  const reasons: unknown[] = [];
  const listen = (reason: unknown) => void reasons.push(reason);
  process.on('unhandledRejection', listen);
  onTestFinished(() => void process.off('unhandledRejection', listen));
  return reasons;
}

function* rows(count: number): Generator<Request> {
  for (let index = 0; index < count; index += 1) yield requestOf({ row: rowOf(index) });
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
}

test('an error of the handler is thrown, sending stops, nothing is left unhandled', async () => {
  const unhandled = unhandledRejections();
  const sent: string[] = [];
  const complete = async ({ row }: Request) => {
    sent.push(row.key);
    await setImmediate();
    return done('');
  };
  const handle = ({ row }: Request) => {
    throw new Error(`disk full at ${row.key}`);
  };
  const run = dispatch(blocksOf(rows(100)), complete, handle, { window: 2, signal });
  await expect(run).rejects.toThrow(new Error('disk full at r0'));
  await turns();
  expect([sent, unhandled]).toEqual([['r0', 'r1'], []]);
});

test('an error of the handler while the source keeps everybody waiting is thrown, not left unhandled', async () => {
  const unhandled = unhandledRejections();
  let release = () => {};
  const later = new Promise<void>((resolve) => (release = resolve));
  async function* slow() {
    yield rows(1);
    await later;
  }
  const handle = () => {
    throw new Error('disk full');
  };
  const options = { window: 2, signal };
  const run = dispatch(slow(), () => Promise.resolve(done('')), handle, options);
  const outcome = run.catch((error: unknown) => error);
  await turns();
  release();
  expect(await outcome).toEqual(new Error('disk full'));
  expect(unhandled).toEqual([]);
});

test('an error of the source is thrown when what is under way has been answered and handled', async () => {
  const unhandled = unhandledRejections();
  const handled: string[] = [];
  const answers: (() => void)[] = [];
  const complete = () =>
    new Promise<ReturnType<typeof done>>((resolve) => answers.push(() => resolve(done(''))));
  function* torn() {
    yield* rows(2);
    throw new Error('line 4 is torn');
  }
  let over = false;
  const handle = ({ row }: Request) => void handled.push(row.key);
  const run = dispatch(blocksOf(torn()), complete, handle, { window: 2, signal });
  const outcome = run.finally(() => (over = true)).catch((error: unknown) => error);
  await turns();
  expect([over, handled]).toEqual([false, []]);
  for (const answer of answers) answer();
  expect(await outcome).toEqual(new Error('line 4 is torn'));
  expect([handled, unhandled]).toEqual([['r0', 'r1'], []]);
});

test('a source is closed when an error or an abort ends the sending', async () => {
  const ends: string[] = [];
  async function* closing() {
    try {
      yield* blocksOf(rows(50), rows(50));
    } finally {
      ends.push('closed');
    }
  }
  const interrupt = new AbortController();
  const complete = () => Promise.resolve(done(''));
  const options = { window: 2, signal: interrupt.signal };
  await dispatch(closing(), complete, () => interrupt.abort(), options);
  expect(ends).toEqual(['closed']);
});

test('10,000 requests leave neither stack nor memory behind, be one of them never so slow', async () => {
  let handled = 0;
  let release = () => {};
  const slow = new Promise<ReturnType<typeof done>>((resolve) => {
    release = () => resolve(done('slow'));
  });
  const complete = ({ row }: Request) =>
    row.index === 0 ? slow : Promise.resolve(done(`${row.index}`));
  const handle = () => {
    handled += 1;
    if (handled === 9999) release();
  };
  await dispatch(blocksOf(rows(10_000)), complete, handle, { window: 8, signal });
  expect(handled).toBe(10_000);
});
