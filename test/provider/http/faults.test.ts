import { expect, test } from 'vitest';
import { closedPort, faulty, mute, type Fault } from '../../servers/fault.ts';
import { listen } from '../../servers/listen.ts';
import { key } from '../../servers/strict.ts';
import { answered, openAt, request, sendTo, unstopped, withoutPort } from './send.ts';

interface Expected {
  readonly why: string;
  readonly failure: object;
  readonly timeouts?: { first_byte?: number; total?: number };
}

const network = { kind: 'network', retry: true, fatal: false };
const broken = {
  why: 'http://HOST: the connection was closed before the answer was whole',
  failure: network,
};
const late = { kind: 'timeout', retry: true, fatal: false };
const body = { kind: 'body', http: 200, retry: true, fatal: false };

const faults: Readonly<Record<Exclude<Fault, 'none'>, Expected>> = {
  hang: {
    why: 'http://HOST: no answer within 0.2 s',
    failure: late,
    timeouts: { first_byte: 0.2 },
  },
  'reset before headers': broken,
  'reset after headers': broken,
  'closed before headers': broken,
  'cut body': broken,
  'cut chunks': broken,
  'body that stands still': {
    why: 'http://HOST: the answer stood still for 0.2 s',
    failure: late,
    timeouts: { first_byte: 0.2 },
  },
  trickle: {
    why: 'http://HOST: no whole answer within 0.2 s',
    failure: late,
    timeouts: { total: 0.2 },
  },
  'no JSON': { why: 'the answer is not JSON: {"choices": [{"text": "a"}', failure: body },
  empty: { why: 'the answer is empty (HTTP 204)', failure: { ...body, http: 204 } },
  'page of a proxy': { why: 'a web page instead of an answer: 502 Bad Gateway', failure: body },
  'page with 502': {
    why: 'HTTP 502: a web page instead of an answer: 502 Bad Gateway',
    failure: { kind: 'status', http: 502, retry: true, fatal: false },
  },
  'not compressed as asked': {
    why: 'the answer is compressed (gzip), which was not asked for',
    failure: { ...body, retry: false },
  },
  'too large': {
    why: 'http://HOST: the answer is longer than 64 MB',
    failure: { kind: 'body', retry: false, fatal: false },
  },
  'request too large': {
    why: 'HTTP 413: Request exceeds the maximum size',
    failure: { kind: 'status', http: 413, retry: false, fatal: false },
  },
};

test.for(Object.entries(faults) as [Fault, Expected][])(
  '%s',
  async ([fault, { why, failure, timeouts = {} }]) => {
    const { url } = await faulty(fault);
    const patience = { connect: 5, first_byte: 5, total: 5, ...timeouts };
    const answer = await sendTo(url, { timeouts: patience });
    expect(withoutPort(answer)).toEqual({ status: 'failed', why, failure });
  },
);

test('after a failure the next request is answered', async () => {
  const { url } = await faulty('none');
  const transport = await openAt(url);
  const hang = await faulty('cut body');
  await sendTo(hang.url);
  expect(await transport(request, unstopped)).toEqual(answered);
});

test('nothing listens there: every request would fail so, unless the server comes back', async () => {
  const answer = await sendTo(`http://127.0.0.1:${await closedPort()}`);
  expect(withoutPort(answer)).toEqual({
    status: 'failed',
    why: 'http://HOST: nothing listens there',
    failure: { kind: 'network', retry: true, fatal: true },
  });
});

test('a connection that is not made in time', async () => {
  const timeouts = { connect: 0.2, first_byte: 5, total: 5 };
  const answer = await sendTo(`https://127.0.0.1:${await mute()}`, { timeouts });
  expect(withoutPort(answer)).toEqual({
    status: 'failed',
    why: 'https://HOST: no connection within 0.2 s',
    failure: late,
  });
});

test('https where http is spoken', async () => {
  const { url } = await faulty('none');
  expect(withoutPort(await sendTo(url.replace('http:', 'https:')))).toEqual({
    status: 'failed',
    why: 'https://HOST: it does not speak https: is it http://?',
    failure: { kind: 'network', retry: false, fatal: true },
  });
});

test('a key that no header can carry is not shown', async () => {
  const { url, calls } = await faulty('none');
  const answer = await sendTo(url, {}, { LOOPBACK_KEY: 'sk-broken\nin-two' });
  expect(withoutPort(answer)).toEqual({
    status: 'failed',
    why: 'http://HOST: a header cannot be sent: is there a line break or an odd letter in the key?',
    failure: { kind: 'network', retry: false, fatal: true },
  });
  expect(calls).toEqual([]);
});

test('a request that is stopped rejects with the reason', async () => {
  const { url } = await faulty('hang');
  const transport = await openAt(url);
  const stop = new AbortController();
  const answer = transport(request, stop.signal);
  stop.abort(new Error('stopped by Ctrl-C'));
  await expect(answer).rejects.toThrow('stopped by Ctrl-C');
  await expect(transport(request, stop.signal)).rejects.toThrow('stopped by Ctrl-C');
});

test('a redirect is not followed: the other host gets neither request nor key', async () => {
  const other = await faulty('none');
  const { url, calls } = await listen((_call, response) => {
    response.writeHead(307, { location: `${other.url}/v1/completions` });
    response.end();
  });
  const answer = await sendTo(url);
  expect(withoutPort(answer)).toEqual({
    status: 'failed',
    why: 'HTTP 307 (it redirects to http://HOST/v1/completions: if that is right, set it as base_url)',
    failure: { kind: 'status', http: 307, retry: false, fatal: true },
  });
  expect(calls.map(({ headers }) => headers['authorization'])).toEqual([`Bearer ${key}`]);
  expect(other.calls).toEqual([]);
});
