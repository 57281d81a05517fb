import { expect, test } from 'vitest';
import { knownProvider } from '../../../src/provider/endpoints.ts';
import { togetherInference } from '../../../src/provider/wire/together-inference.ts';
import type { Params } from '../../../src/task/params.ts';
import { togetherInferenceServer } from '../../servers/together-inference.ts';
import { allRequests, planOf } from '../../plan/plan-of.ts';
import { rowOf } from '../../prompt/rows.ts';
import { ask, type Target } from './ask.ts';
import { canonical, contract } from './contract.ts';
import { saying } from './documented-answer.ts';

const absent = 'the legacy /inference route does not have it';
const target: Target = {
  server: togetherInferenceServer,
  settings: { wire: 'together-inference' },
};

contract(
  '/inference',
  target,
  { model: 'some-model', prompt: 'Question?' },
  {
    ...canonical,
    // As the documentation prints it: one as a text, several as a list.
    'one stop string': { stop: 'END' },
    seed: absent,
    min_p: absent,
    presence_penalty: absent,
    frequency_penalty: absent,
    extra: { safety_model: 'guard' },
  },
);

const model = 'together-inference:org/name:7b';
const shots = { count: 0, select: 'random', seed: 0, per: 'run' } as const;

function callOf(params: Params) {
  const [request] = allRequests(planOf({}, [], { model, shots, params }), [
    rowOf({ q: 'Say "é"\n' }, 'r'),
  ]);
  return knownProvider('together-inference').wire!(request!);
}

test('what is not set is not sent', () => {
  expect(JSON.stringify(callOf({}).body)).toBe('{"model":"org/name:7b","prompt":"Say \\"é\\"\\n"}');
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
  expect(JSON.stringify(callOf(params).body)).toBe(
    '{"model":"org/name:7b","prompt":"Say \\"é\\"\\n","top_p":1,"top_k":0,"temperature":0,"max_tokens":1,"repetition_penalty":1.1,"stop":"\\n","logprobs":0}',
  );
});

test('a list of one stop string is that string', () => {
  expect(callOf({ stop: ['x'] }).body['stop']).toBe('x');
});

test('extra fields go last, as they are', () => {
  const extra = { safety_model: 'guard', nested: { a: [1, null, true] }, empty: '' };
  expect(JSON.stringify(callOf({ extra, temperature: 0 }).body)).toBe(
    '{"model":"org/name:7b","prompt":"Say \\"é\\"\\n","temperature":0,"safety_model":"guard","nested":{"a":[1,null,true]},"empty":""}',
  );
});

test('where it goes, and with what', () => {
  const { method, url, headers } = callOf({});
  expect({ method, url, headers }).toEqual({
    method: 'POST',
    url: 'https://api.together.xyz/inference',
    headers: { Authorization: 'Bearer <TOGETHER_API_KEY>', 'User-Agent': 'kshot' },
  });
});

function read(choices: unknown) {
  return togetherInference.read({
    output: { choices, result_type: 'language-model-inference' },
  });
}

test('the documented answer', () => {
  expect(read([{ finish_reason: 'length', index: 0, text: ' A Good Game' }])).toEqual({
    status: 'done',
    text: ' A Good Game',
    finish: 'length',
    finishRaw: 'length',
  });
});

test('the text is kept as it came, with the blank before it', () => {
  expect(read([{ finish_reason: 'stop', index: 0, text: ' Good\n ' }])).toEqual({
    status: 'done',
    text: ' Good\n ',
    finish: 'stop',
    finishRaw: 'stop',
  });
});

test('a stop string that the server left in is cut', async () => {
  const { answer } = await ask(target, { stop: '\n\n' }, saying(' Good\n\nInput: x'));
  expect(answer).toEqual({ status: 'done', text: ' Good', finish: 'stop', finishRaw: 'length' });
});

test('why it ended, in our words and in theirs', () => {
  const reasons = ['length', 'stop', 'eos', 'tool', '', null, undefined].map((reason) => {
    const answer = read([{ finish_reason: reason, text: '' }]);
    return answer.status === 'done' ? [answer.finish, answer.finishRaw] : answer;
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
  expect(read([{ text: 'a' }, { text: 'b' }])).toEqual({
    status: 'done',
    text: 'a',
    finish: 'unknown',
    finishRaw: '',
  });
});

test('no choices may be some next time', () => {
  expect(read([])).toEqual({
    status: 'failed',
    why: 'the answer has no choices',
    failure: { kind: 'body', retry: true, fatal: false },
  });
});

const another = 'an answer of another shape than documented: ';

test.for([
  ['null', null, 'the answer: Invalid input: expected object, received null'],
  ['a text', 'error', 'the answer: Invalid input: expected object, received string'],
  ['a list', [], 'the answer: Invalid input: expected object, received array'],
  ['an error', { error: {} }, 'output: Invalid input: expected object, received undefined'],
  [
    'no choices',
    { output: {} },
    'output.choices: Invalid input: expected array, received undefined',
  ],
  [
    'a choice without text',
    { output: { choices: [{ finish_reason: 'stop' }] } },
    'output.choices.0.text: Invalid input: expected string, received undefined',
  ],
  [
    'a text that is a number',
    { output: { choices: [{ text: 1 }] } },
    'output.choices.0.text: Invalid input: expected string, received number',
  ],
  [
    'a finish reason that is a number',
    { output: { choices: [{ text: 'x', finish_reason: 1 }] } },
    'output.choices.0.finish_reason: Invalid input: expected string, received number',
  ],
] as const)('an answer that is %s is a failure, not an empty text', ([, malformed, why]) => {
  expect(togetherInference.read(malformed)).toEqual({
    status: 'failed',
    why: another + why,
    failure: { kind: 'body', retry: false, fatal: false },
  });
});
