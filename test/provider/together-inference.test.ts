import { expect, test } from 'vitest';
import { readTogetherAnswer, togetherInference } from '../../src/provider/together-inference.ts';
import { paramNames, type Params } from '../../src/task/params.ts';
import { allRequests, planOf } from '../plan/plan-of.ts';
import { rowOf } from '../prompt/rows.ts';

const model = 'together-inference:org/name:7b';
const shots = { count: 0, select: 'random', seed: 0, per: 'run' } as const;

function bodyOf(params: Params) {
  const [request] = allRequests(planOf({}, [], { model, shots, params }), [
    rowOf({ q: 'Say "é"\n' }, 'r'),
  ]);
  return togetherInference.wire!(request!).body;
}

test('what is not set is not sent', () => {
  expect(JSON.stringify(bodyOf({}))).toBe('{"model":"org/name:7b","prompt":"Say \\"é\\"\\n"}');
});

test('parameters are sent as numbers, in the documented order, zeros included', () => {
  const params = {
    logprobs: 0,
    stop: '\n',
    repetition_penalty: 1.1,
    max_tokens: 1,
    temperature: 0,
    top_k: 0,
    top_p: 1,
  };
  expect(JSON.stringify(bodyOf(params))).toBe(
    '{"model":"org/name:7b","prompt":"Say \\"é\\"\\n","top_p":1,"top_k":0,"temperature":0,"max_tokens":1,"repetition_penalty":1.1,"stop":"\\n","logprobs":0}',
  );
});

test('one stop is a string, several are a list, none is absent', () => {
  const stops = ['x', ['x'], ['x', 'y'], []].map((stop) => bodyOf({ stop })['stop']);
  expect(stops).toEqual(['x', 'x', ['x', 'y'], undefined]);
  expect(Object.keys(bodyOf({ stop: [] }))).toEqual(['model', 'prompt']);
});

test('extra fields go last, as they are', () => {
  const extra = { safety_model: 'guard', nested: { a: [1, null, true] }, empty: '' };
  expect(bodyOf({ temperature: 0, extra })).toEqual({
    model: 'org/name:7b',
    prompt: 'Say "é"\n',
    temperature: 0,
    ...extra,
  });
  expect(Object.keys(bodyOf({ extra, temperature: 0 })).at(-1)).toBe('empty');
});

test('every parameter is sent or refused, never dropped', () => {
  const value = { stop: 'x' };
  const dropped = paramNames.filter((name) => {
    const params: Params = { [name]: name in value ? 'x' : 1 };
    return !(name in bodyOf(params)) && !(name in togetherInference.unsupported);
  });
  expect(dropped).toEqual([]);
});

test('what the route does not have is told with the reason', () => {
  expect(togetherInference.unsupported).toMatchInlineSnapshot(`
    {
      "frequency_penalty": "the legacy /inference route does not have it",
      "min_p": "the legacy /inference route does not have it",
      "presence_penalty": "the legacy /inference route does not have it",
      "seed": "the legacy /inference route does not have it",
    }
  `);
  expect(togetherInference.modes).toEqual(['text']);
});

function answer(choices: unknown): unknown {
  return { output: { choices, result_type: 'language-model-inference' } };
}

test('the documented answer', () => {
  const read = readTogetherAnswer(
    answer([{ finish_reason: 'length', index: 0, text: ' A Good Game' }]),
  );
  expect(read).toEqual({
    status: 'done',
    text: ' A Good Game',
    finish: 'length',
    finishRaw: 'length',
  });
});

test('the text is kept as it came, with the blank before it', () => {
  const read = readTogetherAnswer(answer([{ finish_reason: 'stop', index: 0, text: ' Good\n ' }]));
  expect(read).toEqual({ status: 'done', text: ' Good\n ', finish: 'stop', finishRaw: 'stop' });
});

test('why it ended, in our words and in theirs', () => {
  const reasons = ['length', 'stop', 'eos', 'tool', '', null, undefined].map((reason) => {
    const read = readTogetherAnswer(answer([{ finish_reason: reason, text: '' }]));
    return read.status === 'done' ? [read.finish, read.finishRaw] : read;
  });
  expect(reasons).toEqual([
    ['length', 'length'],
    ['stop', 'stop'],
    ['end', 'eos'],
    ['unknown', 'tool'],
    ['unknown', ''],
    ['unknown', ''],
    ['unknown', ''],
  ]);
});

test('of several choices the first counts', () => {
  const read = readTogetherAnswer(answer([{ text: 'a' }, { text: 'b' }]));
  expect(read).toEqual({ status: 'done', text: 'a', finish: 'unknown', finishRaw: '' });
});

test.for([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'error'],
  ['a list', []],
  ['an error object', { error: { message: 'overloaded' } }],
  ['no choices', { output: {} }],
  ['an empty list of choices', answer([])],
  ['choices that are no list', answer({ text: 'x' })],
  ['a choice without text', answer([{ finish_reason: 'stop' }])],
  ['a text that is a number', answer([{ text: 1 }])],
  ['a finish reason that is a number', answer([{ text: 'x', finish_reason: 1 }])],
])('an answer that is %s is a failure, not an empty text', ([, malformed]) => {
  expect(readTogetherAnswer(malformed)).toEqual({
    status: 'failed',
    why: 'the answer has no output.choices',
  });
});
