import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { moduleProvider } from '../../src/provider/module.ts';
import { closing, folderWith, refusal, surroundingsOf } from './own-model.ts';

const onlyText = { status: 'done', finish: 'unknown', finishRaw: '' } as const;
const never = { retry: false, fatal: false } as const;

async function opened(body: string, name = 'model.mjs') {
  const folder = folderWith({ [name]: body });
  return closing(await moduleProvider.open(`./${name}`, surroundingsOf(folder)));
}

function refused(body: string): Promise<string> {
  const folder = folderWith({ 'model.mjs': body });
  return refusal(moduleProvider.open('model.mjs', surroundingsOf(folder)), folder);
}

test('a function is asked with the prompt and the parameters that are set; a text is an answer', async () => {
  const { ask } = await opened(
    'export const complete = ({ signal, ...asked }) => JSON.stringify([asked, signal.aborted]);',
  );
  expect(await ask('Hi', { params: { top_k: 4, stop: ['\n'] } })).toEqual({
    ...onlyText,
    text: '[{"prompt":"Hi","params":{"top_k":4,"stop":["\\n"]}},false]',
  });
});

test('a chat is asked with its messages, too', async () => {
  const { ask } = await opened(
    'export async function complete({ signal, ...asked }) { return JSON.stringify(asked); }',
  );
  expect(await ask('Hi', { mode: 'chat' })).toEqual({
    ...onlyText,
    text: '{"prompt":"Hi","messages":[{"role":"user","content":"Hi"}],"params":{}}',
  });
});

test('an answer may tell why it ended, its tokens and log-probabilities', async () => {
  const { ask } = await opened(`export const complete = async () => ({
    text: 'a. b', finish: 'length', tokens: { in: 5, out: 3, cached: 4 }, logprobs: [{ token: 'a', logprob: -1 }],
  });`);
  const answer = {
    status: 'done',
    text: 'a. b',
    finish: 'length',
    finishRaw: 'length',
    usage: { in: 5, out: 3, cached: 4 },
    logprobs: [{ token: 'a', logprob: -1, top: [] }],
  };
  expect(await ask('?')).toEqual(answer);
  expect(await ask('?', { params: { stop: '.' } })).toEqual({
    ...answer,
    text: 'a',
    finish: 'stop',
  });
});

test('a throw is a failed answer, with its causes', async () => {
  const { ask } = await opened(`export function complete({ prompt }) {
    if (prompt === 'text') throw 'just a text';
    throw new Error('no answer', { cause: new TypeError('because') });
  }`);
  const failure = { kind: 'status', ...never };
  expect([await ask('text'), await ask('error')]).toEqual([
    { status: 'failed', why: 'just a text', failure },
    { status: 'failed', why: 'no answer: because', failure },
  ]);
});

test.each([
  ['undefined', 'the answer: Invalid input: expected object, received undefined'],
  ['7', 'the answer: Invalid input: expected object, received number'],
  ['({ text: null })', 'text: Invalid input: expected string, received null'],
  [
    '({ text: "", tokens: { in: NaN, out: 1 } })',
    'tokens.in: Invalid input: expected number, received NaN',
  ],
])('%s is no answer', async (answer, what) => {
  const { ask } = await opened(`export const complete = () => ${answer};`);
  expect(await ask('?')).toEqual({
    status: 'failed',
    why: `an answer of another shape than documented: ${what}`,
    failure: { kind: 'body', ...never },
  });
});

test('a function that does not heed the signal holds up nobody', async () => {
  const { ask } = await opened('export const complete = () => new Promise(() => {});');
  const stop = new AbortController();
  const why = new Error('enough');
  const asked = ask('?', {}, stop.signal);
  stop.abort(why);
  await expect(asked).rejects.toBe(why);
  await expect(ask('?', {}, stop.signal)).rejects.toBe(why);
});

test('a module without the function is refused, with what it exports', async () => {
  expect(
    [
      await refused('export const answer = 1; export default function complete() {}'),
      await refused('export const complete = "text";'),
      await refused(''),
    ].join('\n\n'),
  ).toMatchInlineSnapshot(`
    "error[unknown-provider]: model.mjs exports no function complete; it exports answer, default
      = help: export async function complete({ prompt, params }) …

    error[unknown-provider]: model.mjs exports no function complete; it exports complete
      = help: export async function complete({ prompt, params }) …

    error[unknown-provider]: model.mjs exports no function complete; it exports nothing
      = help: export async function complete({ prompt, params }) …"
  `);
});

test('a module that is not there, or cannot be loaded, is refused', async () => {
  const nowhere = folderWith({});
  const missing = moduleProvider.open('lib/model.mjs', surroundingsOf(nowhere));
  expect(await refusal(missing, nowhere)).toMatchInlineSnapshot(`
    "error[file-not-found]: there is no file lib/model.mjs
      = help: looked for folder/lib/model.mjs"
  `);
  expect(await refused('throw new Error("no weights", { cause: "disk" });')).toMatchInlineSnapshot(
    `"error[unknown-provider]: model.mjs cannot be loaded: no weights: disk"`,
  );
});

// The built code, in Node alone: the test runner reads TypeScript everywhere.
async function inNode(source: string): Promise<string> {
  const folder = folderWith({ 'package.json': '{"type":"module"}', 'model.ts': source });
  const built = new URL('../../dist/provider/module.js', import.meta.url).href;
  const program = `
    const { moduleProvider } = await import(${JSON.stringify(built)});
    const request = { mode: 'text', prompt: { parts: [{ kind: 'query', text: 'Hi' }] }, params: {} };
    try {
      const { transport } = await moduleProvider.open('model.ts', { folder: ${JSON.stringify(folder)} });
      console.log(JSON.stringify(await transport(request, new AbortController().signal)));
    } catch (error) {
      console.log(error.name + ' ' + error.message.replace(process.versions.node, 'x.y.z'));
    }`;
  const args = ['--no-warnings', '--input-type=module', '-e', program];
  return (await promisify(execFile)(process.execPath, args)).stdout;
}

const typed = 'export const complete = ({ prompt }: { prompt: string }): string => prompt;';
const readsTypes = Boolean((process.features as { typescript?: unknown }).typescript);

const answered = '{"status":"done","text":"Hi","finish":"unknown","finishRaw":""}\n';

const notRead = `UserError error[unknown-provider]: model.ts: Node x.y.z does not read TypeScript
  = help: Node 22.18 and later do; or write the module in JavaScript, as .mjs
`;

test('a module in TypeScript answers where Node reads it, and is refused where not', async () => {
  expect(await inNode(typed)).toBe(readsTypes ? answered : notRead);
});
