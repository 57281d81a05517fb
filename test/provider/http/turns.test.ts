import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { makeTurns } from '../../../src/provider/http/turns.ts';

test('so many calls are begun in one turn of the event loop, the others in the next ones', async () => {
  const myTurn = makeTurns(3);
  let begun = 0;
  const calls = Array.from({ length: 8 }, () => myTurn().then(() => (begun += 1)));
  const seen: number[] = [];
  process.nextTick(() => seen.push(begun));
  for (let turn = 0; turn < 3; turn += 1) {
    await setImmediate();
    seen.push(begun);
  }
  await Promise.all(calls);
  expect(seen).toEqual([3, 6, 8, 8]);
});

test('calls that come one after the other never wait', async () => {
  const myTurn = makeTurns(1);
  const order: string[] = [];
  for (let call = 0; call < 3; call += 1) {
    await setImmediate();
    void myTurn().then(() => order.push(`call ${call}`));
    await Promise.resolve();
    order.push(`turn ${call}`);
  }
  expect(order).toEqual(['call 0', 'turn 0', 'call 1', 'turn 1', 'call 2', 'turn 2']);
});
