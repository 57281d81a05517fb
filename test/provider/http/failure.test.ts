import { expect, test } from 'vitest';
import { failureOf } from '../../../src/provider/http/failure.ts';

const now = Date.UTC(2026, 10, 23);

function said(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { why, failure } = failureOf({ status, headers, text }, now);
  return { why, ...failure };
}

test('which are tried again, and which end the run', () => {
  const statuses = [
    400, 401, 402, 403, 404, 405, 408, 409, 413, 422, 424, 425, 429, 500, 501, 502, 503, 504, 520,
    529,
  ];
  const lines = statuses.map((status) => {
    const { retry, fatal } = said(status, '');
    return `${status}${retry ? ' again' : ''}${fatal ? ' fatal' : ''}`;
  });
  expect(lines).toEqual([
    '400',
    '401 fatal',
    '402 fatal',
    '403 fatal',
    '404 fatal',
    '405 fatal',
    '408 again',
    '409 again',
    '413',
    '422',
    '424',
    '425 again',
    '429 again',
    '500 again',
    '501 again',
    '502 again',
    '503 again',
    '504 again',
    '520 again',
    '529 again',
  ]);
});

test('what the server says about trying again wins; other words do not count', () => {
  const retry = (status: number, word: string) =>
    said(status, '', { 'x-should-retry': word }).retry;
  expect([retry(500, 'false'), retry(400, 'true'), retry(500, 'no'), retry(400, '')]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

const rateLimit = {
  message:
    'Rate limit reached for gpt-4.1 on requests per min. Visit https://platform.openai.com/account/billing to add a payment method.',
  type: 'requests',
  code: 'rate_limit_exceeded',
};
const quota = {
  message: 'You exceeded your current quota, please check your plan and billing details.',
  type: 'insufficient_quota',
  code: 'insufficient_quota',
};
const googleQuota = {
  code: 429,
  message: 'You exceeded your current quota, please check your plan and billing details.',
  status: 'RESOURCE_EXHAUSTED',
};
const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '36s' };

test('a rate limit that mentions billing is a rate limit', () => {
  expect(said(429, { error: rateLimit })).toEqual({
    why: `HTTP 429: ${rateLimit.message} · rate_limit_exceeded`,
    kind: 'status',
    http: 429,
    retry: true,
    fatal: false,
  });
});

test.for([
  ['OpenAI: no quota left', 429, { error: quota }],
  ['OpenAI: the hard limit', 429, { error: { code: 'billing_hard_limit_reached' } }],
  ['Google: the quota of the plan', 429, { error: googleQuota }],
  ['Anthropic: the spend limit', 429, { error: { message: 'enforced_spend_limit_reached' } }],
  ['Anthropic: no credit', 400, { error: { message: 'Your credit balance is too low' } }],
  ['Together: no credit', 402, { error: { message: 'Credit limit exceeded' } }],
  [
    'Google: a wrong key',
    400,
    { error: { message: 'API key not valid. Please pass a valid one.' } },
  ],
  ['OpenRouter: an unknown model', 400, { error: { message: 'x/y is not a valid model ID' } }],
] as const)('%s: no waiting mends it', ([, status, body]) => {
  const { retry, fatal } = said(status, body, { 'retry-after': '1', 'x-should-retry': 'true' });
  expect({ retry, fatal }).toEqual({ retry: false, fatal: true });
});

test('Google names the wait in the body', () => {
  expect(said(429, { error: { ...googleQuota, details: [retryInfo] } })).toEqual({
    why: `HTTP 429: ${googleQuota.message} · RESOURCE_EXHAUSTED`,
    kind: 'status',
    http: 429,
    retry: true,
    waitMs: 36_000,
    fatal: false,
  });
});

test.for([
  ['OpenAI', { error: { message: 'no', type: 'invalid', code: null } }, 'no · invalid'],
  [
    'vLLM',
    { error: { message: 'no', type: 'BadRequestError', code: 400 } },
    'no · BadRequestError',
  ],
  ['Ollama', { error: 'model "x" not found' }, 'model "x" not found'],
  ['TGI', { error: 'too long', error_type: 'validation' }, 'too long'],
  ['Anthropic', { type: 'error', error: { type: 'overloaded', message: 'no' } }, 'no · overloaded'],
  ['FastAPI', { detail: 'Not Found' }, 'Not Found'],
  ['a text', ' plain words ', 'plain words'],
  ['a long text', 'x'.repeat(300), 'x'.repeat(200)],
  ['an object without words', { error: {} }, '{"error":{}}'],
] as const)('the words of %s', ([, body, words]) => {
  expect(said(400, body).why).toBe(`HTTP 400: ${words}`);
});

test('no words', () => {
  expect(said(500, '').why).toBe('HTTP 500');
});
