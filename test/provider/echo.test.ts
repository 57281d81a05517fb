import { expect, test } from 'vitest';
import { makeRequest } from '../../src/plan/request.ts';
import { echo } from '../../src/provider/echo.ts';
import type { Prompt } from '../../src/prompt/prompt.ts';
import { cellsOf, rowOf } from '../schedule/fixture.ts';
import { questionOf, surroundingsOf } from './own-model.ts';

const prompt: Prompt = {
  parts: [
    { kind: 'instruction', text: 'Name the colour.' },
    { kind: 'separator', text: '\n' },
    { kind: 'shot', input: 'Sky:', output: ' blue' },
    { kind: 'separator', text: '\n' },
    { kind: 'query', text: 'Green grass:' },
  ],
  shots: ['s1'],
};

const { transport } = await echo.open('', surroundingsOf('.'));
const { signal } = new AbortController();

test.each(['text', 'chat'] as const)('it answers the query alone, in mode %s', async (mode) => {
  const [cell] = cellsOf({ settings: { mode } });
  expect(await transport(makeRequest(cell!, rowOf(0), 0, prompt), signal)).toEqual({
    status: 'done',
    text: 'Green grass:',
    finish: 'end',
    finishRaw: 'end',
    usage: { in: 12, out: 3 },
  });
});

test('blanks and line breaks stay as they are', async () => {
  expect(await transport(questionOf(' \r\n a\u2028 '), signal)).toEqual({
    status: 'done',
    text: ' \r\n a\u2028 ',
    finish: 'end',
    finishRaw: 'end',
    usage: { in: 3, out: 3 },
  });
});

test('a stop string ends it, max_tokens does not', async () => {
  const params = { stop: ['nowhere', ' c'], max_tokens: 1 };
  expect(await transport(questionOf('a b c d', { params }), signal)).toEqual({
    status: 'done',
    text: 'a b',
    finish: 'stop',
    finishRaw: 'end',
    usage: { in: 4, out: 4 },
  });
});
