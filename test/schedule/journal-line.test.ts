import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Completion } from '../../src/provider/completion.ts';
import { answerLine, completionOf, type AnswerLine } from '../../src/schedule/journal-line.ts';
import { done, requestOf } from './fixture.ts';

const attempts = fc.array(fc.record({ why: fc.string(), atMs: fc.nat() }), { minLength: 1 });
const token = fc.record({ token: fc.string(), logprob: fc.double({ max: 0, noNaN: true }) });
const failure = fc.record(
  {
    kind: fc.constantFrom('timeout', 'network', 'status', 'body'),
    http: fc.integer({ min: 400, max: 599 }),
    retry: fc.boolean(),
    waitMs: fc.nat(),
    fatal: fc.boolean(),
  },
  { requiredKeys: ['kind', 'retry', 'fatal'] },
);

const completion: fc.Arbitrary<Completion> = fc.oneof(
  fc.record(
    { status: fc.constant('failed' as const), why: fc.string(), failure, attempts },
    { requiredKeys: ['status', 'why'] },
  ),
  fc
    .record(
      {
        text: fc.string({ unit: 'binary' }),
        finish: fc.constantFrom('stop', 'end', 'length', 'filter', 'unknown'),
        finishRaw: fc.string(),
        usage: fc.record(
          { in: fc.nat(), out: fc.nat(), cached: fc.nat() },
          { requiredKeys: ['in', 'out'] },
        ),
        latencyMs: fc.nat(1e9).map((microseconds) => microseconds / 1000),
        cached: fc.constant(true as const),
        logprobs: fc.array(token.map((one) => ({ ...one, top: [one] }))),
        attempts,
      },
      { requiredKeys: ['text', 'finish', 'finishRaw', 'latencyMs'] },
    )
    .map(({ text, ...fields }) => done(text, fields)),
);

test('the completion comes back from its line as it was', () => {
  fc.assert(
    fc.property(completion, (given) => {
      const line = answerLine(requestOf(), given);
      // JSON knows no -0.
      const read = JSON.parse(JSON.stringify(line)) as AnswerLine;
      expect(completionOf(read)).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});

test('a line tells which shots a prompt had, and how many did not fit', () => {
  const request = requestOf();
  const shortened = { ...request, prompt: { ...request.prompt, dropped: 3 } };
  const place = { kind: 'answer', cell: 'cell0', row: 'r0', trial: 0, shots: ['s1'] };
  const failed: Completion = { status: 'failed', why: 'timeout' };
  expect([answerLine(request, failed), answerLine(shortened, failed)]).toEqual([
    { ...place, ...failed },
    { ...place, ...failed, dropped: 3 },
  ]);
});

test('a line of an older kshot, which lacks a field, is read with what is usual', () => {
  const line = { kind: 'answer', cell: 'c', row: 'r', trial: 0, shots: [] } as const;
  expect(completionOf({ ...line, status: 'done' })).toEqual({
    status: 'done',
    text: '',
    finish: 'unknown',
    finishRaw: '',
  });
  expect(completionOf({ ...line, status: 'failed' })).toEqual({ status: 'failed', why: '' });
});
