import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../src/command/run.ts';
import { showCommand } from '../../src/command/show.ts';
import { refuse, scripted, type Script } from '../servers/scripted.ts';
import { key, online } from './online.ts';

const forms = [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key), encodeURI(key)];

/** Names of what a key can be read in: printed text and every file below a folder but for what the user wrote. */
function leaksIn(folder: string, printed: Readonly<Record<string, string>>): string[] {
  const own = ['task.yaml', 'template.yaml', 'rows.csv', 'things.csv'];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !own.includes(name) && statSync(join(folder, name)).isFile(),
  );
  const texts = {
    ...Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
    ...printed,
  };
  return Object.keys(texts).filter((name) => forms.some((form) => texts[name]!.includes(form)));
}

const hints: Readonly<Record<string, Script>> = {
  'an answer that repeats it': () => false,
  'an error that repeats it': ({ call }, response) =>
    refuse(response, 400, {}, `bad header ${String(call.headers['authorization'])}`),
  'an error that names it in a long text': (_, response) =>
    refuse(response, 422, {}, `${'x'.repeat(180)} ${key}`),
  'a text that repeats it, cut by us': (_, response) => {
    response.writeHead(500, { 'content-type': 'text/plain', 'x-should-retry': 'false' });
    response.end(`${'x'.repeat(180)}${key}`);
    return true;
  },
  'a rejection that repeats it': (_, response) => refuse(response, 401, {}, `unknown key ${key}`),
  'a redirect that carries it': (_, response) => {
    response.writeHead(302, { location: `http://elsewhere.test/?key=${encodeURIComponent(key)}` });
    response.end();
    return true;
  },
};

test.each(Object.entries(hints))(
  '%s: the key is in no file and in nothing that is printed',
  async (_, script) => {
    const server = await scripted(script);
    const quoted = JSON.stringify(key);
    const { run, see, folder, list } = online({
      url: server.url,
      rows: 2,
      provider: `headers: { X-Key: ${quoted}, X-Url: ${JSON.stringify(encodeURIComponent(key))} }`,
      files: {
        'rows.csv': `id,item,answer\nr0,"${key.replaceAll('"', '""')} Item 0",answer 0\n"${key.replaceAll('"', '""')}",1,"${key.replaceAll('"', '""')}"\n`,
      },
      more: `description: ${quoted}`,
    });
    const { exit, out, err } = await run({ out: 'results.csv' });
    const json = await see((host) => runCommand(host, ['task.yaml'], { json: true }));
    const shown = await see((host) => showCommand(host, undefined, { failures: true }));
    const printed = { out, err, json: json.out, jsonErr: json.err, shown: shown.out };
    expect(exit).not.toBe(2);
    expect(list('.').includes('results.csv')).toBe(true);
    expect(() => JSON.parse(json.out) as unknown).not.toThrow();
    expect(leaksIn(folder, printed)).toEqual([]);
    // It was really there to leak.
    expect(server.calls[0]?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      'x-key': key,
    });
  },
);

test('a key is a secret whatever its variable is called', async () => {
  const server = await scripted((_, response) => refuse(response, 401, {}, `bad key ${key}`));
  const own = online({ url: server.url, rows: 2, world: { env: { ACME: key, MY_KEY: '' } } });
  const task = own.read('task.yaml').replace('MY_KEY', 'ACME');
  writeFileSync(join(own.folder, 'task.yaml'), task);
  const { exit, out, err } = await own.run({ out: 'results.csv' });
  expect([exit, out.includes('bad key [ACME]')]).toEqual([3, true]);
  expect(leaksIn(own.folder, { out, err })).toEqual([]);
});

test('a key in the address is sent, and printed nowhere', async () => {
  const server = await scripted((_, response) => refuse(response, 404, {}, `no route ${key}`));
  const base = `${server.url}/v1?key=${encodeURIComponent(key)}#`;
  const { run, folder } = online({ url: base, rows: 2, provider: '', more: '' });
  const { out, err } = await run({ out: 'results.csv' });
  expect(server.calls[0]?.path.split('?')[1]).toBe(`key=${encodeURIComponent(key)}`);
  expect(leaksIn(folder, { out, err })).toEqual([]);
});

test('a mistake in a line that holds the key is told without it', async () => {
  const quoted = JSON.stringify(key);
  const { run, folder } = online({
    url: 'http://127.0.0.1:1',
    rows: 2,
    provider: `headers: { X-Key: ${quoted}, X-Number: 7 }`,
  });
  const { exit, out, err } = await run({});
  expect([exit, err.includes('[MY_KEY]')]).toEqual([2, true]);
  expect(leaksIn(folder, { out, err })).toEqual([]);
});

test('a secret in --set is not kept: the run cannot be gone on with', async () => {
  const server = await scripted();
  const own = online({ url: server.url, rows: 3, world: { clock: () => 0 } });
  const { exit } = await own.run({ set: [`params.extra={ user: '${key}' }`] });
  expect([exit, readFileSync(own.path('manifest.json'), 'utf8').includes(key)]).toEqual([0, false]);
  expect(await own.resume()).toEqual({
    exit: 2,
    out: '',
    err: `error[run-changed]: the run was made with a secret in --set, which is not kept
  = help: put it into a variable that api_key_env names, and start anew
`,
  });
});
