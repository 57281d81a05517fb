// The example of Together's parameter documentation, from the project's own files to the bytes on the wire.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/base/hash.ts';
import type { Host } from '../../src/command/host.ts';
import { renderCommand, type RenderOptions } from '../../src/command/render.ts';
import { requestMaker } from '../../src/plan/plan.ts';
import { dataRows } from '../../src/prompt/open-data.ts';
import { chatMessages, promptText } from '../../src/prompt/prompt.ts';
import { togetherInference } from '../../src/provider/wire/together-inference.ts';
import { prepare } from '../../src/run.ts';

interface Reference {
  readonly request: { readonly method: string; readonly url: string; readonly body: object };
  readonly answer: unknown;
}

const cwd = fileURLToPath(new URL('../../', import.meta.url));
const file = new URL('../../../shared/reference/together-review.json', import.meta.url);
const absent = '../shared/reference is not there: the bytes were compared by their sha256 only';
const reference = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Reference)
  : undefined;

async function rendered(options: RenderOptions): Promise<string> {
  let output = '';
  const host: Host = {
    cwd,
    out: (text) => void (output += text),
    err: (text) => void (output += text),
    conceal: () => undefined,
    now: () => new Date(0),
    clock: () => 0,
    sleep: () => Promise.resolve(),
    env: {},
    redact: (text) => text,
    every: () => () => undefined,
    signal: new AbortController().signal,
    color: false,
    interactive: false,
  };
  await renderCommand(host, 'evals/together-review.yaml', options);
  return output;
}

async function renderedCall() {
  const { requests } = JSON.parse(await rendered({ json: true })) as {
    requests: (Reference['request'] & { readonly headers: object })[];
  };
  return requests[0]!;
}

test('the body is that of the documentation, byte for byte', async ({ skip }) => {
  if (!reference) skip(absent);
  const { method, url, body } = await renderedCall();
  expect(JSON.stringify(body)).toBe(JSON.stringify(reference!.request.body));
  expect([method, url]).toEqual([reference!.request.method, reference!.request.url]);
});

test('the body has the sha256 of the documented one', async () => {
  const { body, headers } = await renderedCall();
  expect(Object.keys(body)).toEqual([
    'model',
    'prompt',
    'top_p',
    'top_k',
    'temperature',
    'max_tokens',
    'repetition_penalty',
    'stop',
  ]);
  expect(sha256(JSON.stringify(body))).toMatchInlineSnapshot(
    `"a26b8226a8ec4d89a19de718246f8ead1a344fc63ce631a8f72aa9fff00e46ad"`,
  );
  expect(headers).toEqual({ Authorization: 'Bearer <TOGETHER_API_KEY>', 'User-Agent': 'kshot' });
});

test('the documented answer is read', ({ skip }) => {
  if (!reference) skip(absent);
  expect(togetherInference.read(reference!.answer)).toEqual({
    status: 'done',
    text: ' A Good Game',
    finish: 'length',
    finishRaw: 'length',
  });
});

test('instruction, two shots and the query are all there is', async () => {
  const { plan, data } = await prepare('evals/together-review.yaml', { cwd });
  for await (const row of dataRows(data)) {
    const [request, ...others] = requestMaker(plan)([row]);
    const { prompt } = request!;
    expect(others).toEqual([]);
    expect(prompt.parts.map(({ kind }) => kind).join(' ')).toBe(
      'instruction separator shot separator shot separator query',
    );
    expect(
      promptText(prompt)
        .split('\n')
        .map((line) => line.slice(0, 24)),
    ).toMatchInlineSnapshot(`
      [
        "Given a review from Amaz",
        "Input: I have bought sev",
        "Output: Good Quality Dog",
        "Input: Product arrived l",
        "Output: Not as Advertise",
        "Input: My toddler loves ",
        "Output:",
      ]
    `);
    expect(
      chatMessages(prompt).map(
        ({ role, content }) => `${role}: ${content.slice(0, 12)}…${content.slice(-12)}`,
      ),
    ).toMatchInlineSnapshot(`
      [
        "system: Given a revi…n the input.",
        "user: Input: I hav…ost.
      Output:",
        "assistant: Good Quality…ity Dog Food",
        "user: Input: Produ…bo'.
      Output:",
        "assistant: Not as Adver…s Advertised",
        "user: Input: My to…ork.
      Output:",
      ]
    `);
  }
});
