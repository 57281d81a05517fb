import { afterEach, expect, test, vi } from 'vitest';
import { faulty } from '../../servers/fault.ts';
import { listen, sendJson } from '../../servers/listen.ts';
import { key } from '../../servers/strict.ts';
import { answered, openAt, request, sendTo, unstopped } from './send.ts';

afterEach(() => void vi.unstubAllEnvs());

test('what goes out besides the body', async () => {
  const { url, calls } = await faulty('none');
  await sendTo(`${url}/v1/?api-version=2`, { headers: { 'X-Team': 'few-shot' } });
  const [{ method, path, headers }] = calls as [(typeof calls)[number]];
  const { host, 'content-length': length, ...own } = headers;
  expect({ method, path, own }).toEqual({
    method: 'POST',
    path: '/v1/completions?api-version=2',
    own: {
      accept: 'application/json',
      authorization: `Bearer ${key}`,
      connection: 'keep-alive',
      'content-type': 'application/json',
      'user-agent': 'kshot',
      'x-team': 'few-shot',
    },
  });
  expect([host, length]).toEqual([url.slice('http://'.length), '43']);
});

test("the user's headers win, whatever their case", async () => {
  const { url, calls } = await faulty('none');
  const headers = { 'user-agent': 'me', 'Content-Type': 'application/json; charset=utf-8' };
  await sendTo(url, { headers });
  expect(calls.map((call) => [call.headers['user-agent'], call.headers['content-type']])).toEqual([
    ['me', 'application/json; charset=utf-8'],
  ]);
});

test('no key, no header for it', async () => {
  const { url, calls } = await faulty('none');
  expect(await sendTo(url, {}, { LOOPBACK_KEY: ' ' })).toEqual(answered);
  expect(calls.map(({ headers }) => headers['authorization'])).toEqual([undefined]);
});

test('200 requests one after another use one connection', async () => {
  const { url, calls, connections } = await faulty('none');
  const transport = await openAt(url);
  for (let sent = 0; sent < 200; sent += 1) await transport(request, unstopped);
  expect([calls.length, connections()]).toEqual([200, 1]);
});

test('letters beyond ASCII arrive whole, also in pieces', async () => {
  const { url } = await listen((_call, response) => {
    const bytes = Buffer.from(
      JSON.stringify({ choices: [{ text: 'é🎮é', finish_reason: 'stop' }] }),
    );
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const byte of bytes) response.write(Buffer.of(byte));
    response.end();
  });
  expect(await sendTo(url)).toEqual({ ...answered, text: 'é🎮é' });
});

/** A proxy that answers for every host. */
async function proxy() {
  return listen((_call, response) =>
    sendJson(response, 200, { choices: [{ text: 'from the proxy', finish_reason: 'stop' }] }),
  );
}

const proxied = { ...answered, text: 'from the proxy' };

test('HTTP_PROXY is honoured, in both cases and without http://', async () => {
  const { url, calls } = await proxy();
  const target = 'http://model.invalid:8000/v1';
  const values = [{ HTTP_PROXY: url }, { http_proxy: url }, { HTTP_PROXY: url.slice(7) }];
  for (const env of values) expect(await sendTo(target, {}, env)).toEqual(proxied);
  expect(calls.map(({ path }) => path)).toEqual(
    values.map(() => 'http://model.invalid:8000/v1/completions'),
  );
});

test('NO_PROXY is honoured', async () => {
  const { url: proxyUrl, calls } = await proxy();
  const { url } = await faulty('none');
  const env = { HTTP_PROXY: proxyUrl, NO_PROXY: 'example.com,127.0.0.1' };
  expect(await sendTo(url, {}, env)).toEqual(answered);
  expect(calls).toEqual([]);
});

test('only the environment that is passed in counts', async () => {
  const { url: proxyUrl, calls } = await proxy();
  const { url } = await faulty('none');
  vi.stubEnv('HTTP_PROXY', proxyUrl);
  vi.stubEnv('http_proxy', proxyUrl);
  expect(await sendTo(url)).toEqual(answered);
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  vi.stubEnv('no_proxy', '127.0.0.1');
  expect(await sendTo(url, {}, { HTTP_PROXY: proxyUrl })).toEqual(proxied);
  expect(calls.length).toBe(1);
});
