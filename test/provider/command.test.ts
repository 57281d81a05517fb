import { expect, test } from 'vitest';
import { sha256 } from '../../src/base/hash.ts';
import { started } from './command-program.ts';

const done = { status: 'done', finish: 'unknown', finishRaw: '' } as const;
const again = { retry: true, fatal: false } as const;
const never = { retry: false, fatal: false } as const;

test('a text is asked with its prompt and the parameters that are set', async () => {
  const { ask } = await started('say({ id, text: line })');
  const params = { max_tokens: 3, temperature: 0, stop: ['\n'], extra: { beams: 2 } };
  expect(await ask('Say "é"; $(touch x)', { params })).toEqual({
    ...done,
    text: '{"id":1,"prompt":"Say \\"é\\"; $(touch x)","params":{"max_tokens":3,"temperature":0,"stop":["\\n"],"extra":{"beams":2}}}',
  });
});

test('a chat is asked with its messages, too', async () => {
  const { ask } = await started('say({ id, text: line })');
  expect(await ask('Hi', { mode: 'chat' })).toEqual({
    ...done,
    text: '{"id":1,"prompt":"Hi","messages":[{"role":"user","content":"Hi"}],"params":{}}',
  });
});

test('an answer may tell why it ended, its tokens and log-probabilities', async () => {
  const { ask } = await started(`say({ id, text: ' a', finish: 'length', tokens: { in: 5, out: 1 },
    logprobs: [{ token: ' a', logprob: -0.5, top: [{ token: ' b', logprob: -1 }] }, { token: 'c', logprob: 0 }] })`);
  expect(await ask('?')).toEqual({
    status: 'done',
    text: ' a',
    finish: 'length',
    finishRaw: 'length',
    usage: { in: 5, out: 1 },
    logprobs: [
      { token: ' a', logprob: -0.5, top: [{ token: ' b', logprob: -1 }] },
      { token: 'c', logprob: 0, top: [] },
    ],
  });
});

test.each([
  ['stop', 'stop'],
  ['end', 'end'],
  ['filter', 'filter'],
  ['eos', 'unknown'],
])('an end by %s is %s', async (finishRaw, finish) => {
  const { ask } = await started('say({ id, text: "", finish: prompt })');
  expect(await ask(finishRaw)).toEqual({ ...done, text: '', finish, finishRaw });
});

test('answers may come in any order, all of one process', async () => {
  const { ask, starts } = await started(
    'if (asked.length === 3) for (const { id, prompt } of asked.toReversed()) say({ id, text: `to ${prompt}` })',
  );
  const answers = await Promise.all(['a', 'b', 'c'].map((text) => ask(text)));
  expect(answers).toEqual(['to a', 'to b', 'to c'].map((text) => ({ ...done, text })));
  expect(starts()).toBe(1);
});

test('texts of megabytes, and the line breaks of Unicode, come through', async () => {
  const { ask } = await started('say({ id, text: prompt })');
  const texts = Array.from({ length: 8 }, (_, index) => `${index}é\u2028`.repeat(300_000));
  const answers = await Promise.all(texts.map((text) => ask(text)));
  const hashes = answers.map((answer) => answer.status === 'done' && sha256(answer.text));
  expect(hashes).toEqual(texts.map(sha256));
});

test('a stop string is cut off', async () => {
  const { ask } = await started(`say({ id, text: 'one. two. three', finish: 'end' })`);
  expect(await ask('?', { params: { stop: ['three', '. '] } })).toEqual({
    ...done,
    text: 'one',
    finish: 'stop',
    finishRaw: 'end',
  });
});

test('an error is a failed answer', async () => {
  const { ask } = await started('say({ id, error: JSON.parse(prompt) })');
  const failure = { kind: 'status', ...never };
  expect([await ask('"out of memory"'), await ask('{"code":7}')]).toEqual([
    { status: 'failed', why: 'out of memory', failure },
    { status: 'failed', why: '{"code":7}', failure },
  ]);
});

test('an answer of another shape is a failed answer', async () => {
  const { ask } = await started('say({ id, ...JSON.parse(prompt) })');
  const answers = ['{}', '{"text":7}', '{"text":"","tokens":{"in":-1,"out":0}}'];
  const replies = await Promise.all(answers.map((text) => ask(text)));
  expect(replies.map((reply) => (reply.status === 'failed' ? [reply.why, reply.failure] : reply)))
    .toMatchInlineSnapshot(`
    [
      [
        "an answer of another shape than documented: text: Invalid input: expected string, received undefined",
        {
          "fatal": false,
          "kind": "body",
          "retry": false,
        },
      ],
      [
        "an answer of another shape than documented: text: Invalid input: expected string, received number",
        {
          "fatal": false,
          "kind": "body",
          "retry": false,
        },
      ],
      [
        "an answer of another shape than documented: tokens.in: Too small: expected number to be >=0",
        {
          "fatal": false,
          "kind": "body",
          "retry": false,
        },
      ],
    ]
  `);
});

test.each([
  ['Loading …', 'node wrote a line that is not JSON: Loading …'],
  ['{"level":"info"}', 'node wrote a line without an id: {"level":"info"}'],
  ['7', 'node wrote a line without an id: 7'],
  ['{"id":9,"text":""}', 'node answered the id 9, which no request waits for: {"id":9,"text":""}'],
  [
    '{"id":"1","text":""}',
    'node answered the id "1", which no request waits for: {"id":"1","text":""}',
  ],
])('%s fails all that wait, and the process goes on', async (line, why) => {
  const { ask, starts } = await started(
    'if (id === 2) say(prompt); if (id > 2) for (const { id } of asked) say({ id, text: String(id) })',
  );
  const failed = { status: 'failed', why, failure: { kind: 'body', ...again } };
  expect(await Promise.all([ask('first'), ask(line)])).toEqual([failed, failed]);
  expect(await ask('again')).toEqual({ ...done, text: '3' });
  expect(starts()).toBe(1);
});

test('one answer twice is one too many', async () => {
  const { ask } = await started('say({ id: 1, text: "" })');
  expect(await ask('?')).toEqual({ ...done, text: '' });
  expect(await ask('?')).toEqual({
    status: 'failed',
    why: 'node answered the id 1, which no request waits for: {"id":1,"text":""}',
    failure: { kind: 'body', ...again },
  });
});

test('a request that is stopped rejects; its late answer disturbs nobody', async () => {
  const { ask } = await started(
    'if (id === 3) for (const { id } of asked) say({ id, text: String(id) })',
  );
  const stop = new AbortController();
  const stopped = ask('a', {}, stop.signal);
  const other = ask('b');
  const why = new Error('enough');
  stop.abort(why);
  await expect(stopped).rejects.toBe(why);
  await expect(ask('never sent', {}, stop.signal)).rejects.toBe(why);
  expect(await Promise.all([other, ask('c')])).toEqual(
    ['2', '3'].map((text) => ({ ...done, text })),
  );
});
