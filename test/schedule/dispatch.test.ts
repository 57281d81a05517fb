import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Request } from '../../src/plan/request.ts';
import type { Completion } from '../../src/provider/completion.ts';
import { dispatch } from '../../src/schedule/dispatch.ts';
import { blocksOf, done, requestOf, rowOf } from './fixture.ts';

/** Answers only when told. Remembers what was sent, and how many at most were under way. */
function handSwitch() {
  const sent: string[] = [];
  const open: (() => void)[] = [];
  let underWay = 0;
  let most = 0;
  return {
    sent,
    most: () => most,
    underWay: () => underWay,
    complete: (request: Request): Promise<Completion> => {
      sent.push(request.row.key);
      underWay += 1;
      most = Math.max(most, underWay);
      return new Promise((resolve) => {
        open.push(() => {
          underWay -= 1;
          resolve(done(`to ${request.row.key}`));
        });
      });
    },
    /** Answers the oldest that waits, and lets everything follow that follows. */
    async answer(): Promise<void> {
      open.shift()?.();
      await settled();
    },
  };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
}

function requests(count: number, pulled: string[] = []): AsyncIterable<Iterable<Request>> {
  const all = function* () {
    for (let index = 0; index < count; index += 1) {
      pulled.push(`r${index}`);
      yield requestOf({ row: rowOf(index) });
    }
  };
  return blocksOf(all());
}

const { signal } = new AbortController();

test('never more than `window` requests are open, and all are answered', async () => {
  const model = handSwitch();
  const handled: string[] = [];
  const handle = ({ row }: Request) => void handled.push(row.key);
  const run = dispatch(requests(7), model.complete, handle, { window: 3, signal });
  await settled();
  expect([model.sent, model.underWay()]).toEqual([['r0', 'r1', 'r2'], 3]);
  for (let count = 0; count < 7; count += 1) await model.answer();
  await run;
  expect(model.most()).toBe(3);
  expect(handled).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6']);
});

test('requests are pulled as far ahead of the answers as the window is wide', async () => {
  const model = handSwitch();
  const pulled: string[] = [];
  const options = { window: 2, signal };
  const run = dispatch(requests(9, pulled), model.complete, () => {}, options);
  const ahead: number[] = [];
  for (let answered = 0; answered <= 9; answered += 1) {
    await settled();
    ahead.push(pulled.length - answered);
    await model.answer();
  }
  await run;
  expect(ahead).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 1, 0]);
});

test('an answer counts as open until it is handled', async () => {
  const pulled: string[] = [];
  const options = { window: 1, signal };
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const answer = () => Promise.resolve(done(''));
  const run = dispatch(requests(9, pulled), answer, () => held, options);
  await settled();
  expect(pulled).toEqual(['r0']);
  release();
  await run;
  expect(pulled).toHaveLength(9);
});

test('the completion reaches the handler with its request', async () => {
  const seen: unknown[] = [];
  const complete = ({ row }: Request) =>
    Promise.resolve<Completion>({ status: 'failed', why: `no ${row.key}` });
  const handle = ({ row }: Request, completion: Completion) => void seen.push(row.key, completion);
  await dispatch(requests(2), complete, handle, { window: 1, signal });
  expect(seen).toEqual([
    'r0',
    { status: 'failed', why: 'no r0' },
    'r1',
    { status: 'failed', why: 'no r1' },
  ]);
});

test('abort sends nothing more, not even what was pulled, and waits for what is under way', async () => {
  const model = handSwitch();
  const interrupt = new AbortController();
  const handled: string[] = [];
  const handle = ({ row }: Request) => void handled.push(row.key);
  const options = { window: 2, signal: interrupt.signal };
  let over = false;
  const run = dispatch(requests(9), model.complete, handle, options).then(() => (over = true));
  await settled();
  interrupt.abort();
  await model.answer();
  expect([model.sent, handled, over]).toEqual([['r0', 'r1'], ['r0'], false]);
  await model.answer();
  await run;
  expect([model.sent, handled, over]).toEqual([['r0', 'r1'], ['r0', 'r1'], true]);
});

test('aborted before it begins, nothing is sent', async () => {
  const model = handSwitch();
  const options = { window: 2, signal: AbortSignal.abort() };
  await dispatch(requests(9), model.complete, () => {}, options);
  expect(model.sent).toEqual([]);
});

test('no requests are done at once', async () => {
  const model = handSwitch();
  await dispatch(requests(0), model.complete, () => {}, { window: 2, signal });
  expect(model.sent).toEqual([]);
});

test('blocks are drawn one after the other, only as they are needed; empty ones are passed over', async () => {
  const drawn: number[] = [];
  const sent: string[] = [];
  async function* blocks() {
    for (const [block, rows] of [[0, 1], [], [], [2], [3, 4, 5], [6]].entries()) {
      await setImmediate();
      drawn.push(block);
      yield rows.map((row) => requestOf({ row: rowOf(row) }));
    }
  }
  const model = handSwitch();
  const handle = ({ row }: Request) => void sent.push(row.key);
  const run = dispatch(blocks(), model.complete, handle, { window: 3, signal });
  for (let turn = 0; turn < 4; turn += 1) await settled();
  expect([drawn, model.sent]).toEqual([
    [0, 1, 2, 3],
    ['r0', 'r1', 'r2'],
  ]);
  await model.answer();
  await settled();
  expect([drawn, model.sent]).toEqual([
    [0, 1, 2, 3, 4],
    ['r0', 'r1', 'r2', 'r3'],
  ]);
  for (let count = 0; count < 6; count += 1) {
    await model.answer();
    await settled();
  }
  await run;
  expect(sent).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6']);
});

const twoBlocks = () =>
  blocksOf(
    [0, 1, 2].map((row) => requestOf({ row: rowOf(row) })),
    [3, 4].map((row) => requestOf({ row: rowOf(row) })),
  );

test('blocks that are kept apart: the next is begun when all of the one before is handled', async () => {
  const model = handSwitch();
  const apart = { window: 9, signal, apart: true };
  const run = dispatch(twoBlocks(), model.complete, () => undefined, apart);
  await settled();
  await model.answer();
  await model.answer();
  expect(model.sent).toEqual(['r0', 'r1', 'r2']);
  await model.answer();
  expect(model.sent).toEqual(['r0', 'r1', 'r2', 'r3', 'r4']);
  await model.answer();
  await model.answer();
  await run;
});

test('blocks that are kept apart: after a stop, or an error, nobody waits for the next', async () => {
  const interrupt = new AbortController();
  const model = handSwitch();
  const options = { window: 9, signal: interrupt.signal, apart: true };
  const stopped = dispatch(twoBlocks(), model.complete, () => interrupt.abort(), options);
  await settled();
  for (let count = 0; count < 3; count += 1) await model.answer();
  await stopped;
  expect(model.sent).toEqual(['r0', 'r1', 'r2']);

  const fail = () => Promise.reject(new Error('a broken disk'));
  const answers = () => Promise.resolve(done(''));
  const failing = dispatch(twoBlocks(), answers, fail, { window: 9, signal, apart: true });
  await expect(failing).rejects.toThrow('a broken disk');
});
