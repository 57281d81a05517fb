import { setImmediate } from 'node:timers';
import { expect, test } from 'vitest';
import type { Completion } from '../../src/provider/completion.ts';
import { embedded } from '../../src/provider/embedded.ts';
import { chatMessages } from '../../src/prompt/prompt.ts';
import type { Params } from '../../src/task/params.ts';
import { cellsOf, requestOf } from '../schedule/fixture.ts';

const { signal } = new AbortController();
const { transport } = await embedded.open('', { env: {}, now: () => 0, folder: '.' });

const story = 'the cat sat. the dog ran. the cat ran. the dog sat. the bird sat. the';

interface Ask {
  readonly params?: Params;
  readonly trial?: number;
  readonly mode?: 'text' | 'chat';
}

function ask({ params = {}, trial = 0, mode = 'text' }: Ask) {
  const [cell] = cellsOf({ settings: { params, mode } });
  return transport(requestOf({ cell: cell!, trial, text: story }), signal);
}

async function textOf(request: Ask): Promise<string> {
  const answer = await ask(request);
  return answer.status === 'done' ? answer.text : answer.why;
}

test('an answer has its text, its finish reason and the tokens that it cost', async () => {
  const answer = (await ask({ params: { max_tokens: 3 } })) as Completion;
  expect(answer).toEqual({
    status: 'done',
    text: ' dog ran.',
    finish: 'length',
    finishRaw: 'length',
    usage: { in: 21, out: 3 },
  });
});

test('max_tokens is 64 unless told', async () => {
  const outs = await Promise.all(
    [{}, { max_tokens: 5 }].map(async (params) => {
      const answer = await ask({ params });
      return answer.status === 'done' ? answer.usage?.out : undefined;
    }),
  );
  expect(outs).toEqual([64, 5]);
});

test('a stop string ends the answer, alone or in a list', async () => {
  const [long, one, list, none] = await Promise.all(
    [undefined, '.', ['nowhere', '.'], []].map((stop) =>
      textOf({ params: stop === undefined ? {} : { stop } }),
    ),
  );
  const first = long!.slice(0, long!.indexOf('.'));
  expect([one, list, none]).toEqual([first, first, long]);
});

test('log-probabilities are given when they are asked for, one for each token', async () => {
  const counts = await Promise.all(
    [undefined, 0, 2].map(async (logprobs) => {
      const answer = await ask({
        params: { max_tokens: 4, ...(logprobs === undefined ? {} : { logprobs }) },
      });
      return answer.status === 'done' && answer.logprobs?.map(({ top }) => top.length);
    }),
  );
  expect(counts).toEqual([undefined, [0, 0, 0, 0], [2, 2, 2, 2]]);
});

test('it is greedy unless told, so that trials are alike', async () => {
  const texts = await Promise.all([0, 1, 2].map((trial) => textOf({ trial })));
  expect(new Set(texts).size).toBe(1);
});

test('with a temperature trials differ, and each says the same again', async () => {
  const draw = () =>
    Promise.all([0, 1, 2, 3].map((trial) => textOf({ params: { temperature: 1 }, trial })));
  const [first, again] = await Promise.all([draw(), draw()]);
  expect(new Set(first).size).toBe(4);
  expect(again).toEqual(first);
});

test('trial n of seed s is what seed s + n says', async () => {
  const params = { temperature: 1, seed: 5 };
  const [third, eight] = await Promise.all([
    textOf({ params, trial: 3 }),
    textOf({ params: { temperature: 1, seed: 8 } }),
  ]);
  expect(third).toBe(eight);
});

test.each<[string, Params, Params]>([
  ['top_k', { temperature: 2 }, { temperature: 2, top_k: 1 }],
  ['top_p', { temperature: 2 }, { temperature: 2, top_p: 0.01 }],
  ['min_p', { temperature: 2 }, { temperature: 2, min_p: 1 }],
  ['repetition_penalty', { temperature: 1 }, { temperature: 1, repetition_penalty: 2 }],
  ['presence_penalty', { temperature: 1 }, { temperature: 1, presence_penalty: 2 }],
  ['frequency_penalty', { temperature: 1 }, { temperature: 1, frequency_penalty: 2 }],
])('%s reaches the model', async (_, without, within) => {
  const [before, after] = await Promise.all([
    textOf({ params: without }),
    textOf({ params: within }),
  ]);
  expect(after).not.toBe(before);
});

test('a chat is read in its text form', async () => {
  const [cell] = cellsOf({ settings: { mode: 'chat' } });
  const request = requestOf({ cell: cell!, text: story });
  expect(chatMessages(request.prompt)).toEqual([{ role: 'user', content: story }]);
  expect(await textOf({ mode: 'chat' })).toBe(await textOf({ mode: 'text' }));
});

test('between two answers the event loop gets its turn', async () => {
  const log: string[] = [];
  const turn = (): void => {
    log.push('turn');
    if (log.length < 20) setImmediate(turn);
  };
  setImmediate(turn);
  for (const index of [1, 2, 3]) {
    await ask({ params: { max_tokens: 1 } });
    log.push(`answer ${index}`);
  }
  const answers = log.filter((entry) => entry !== 'turn');
  expect(answers).toEqual(['answer 1', 'answer 2', 'answer 3']);
  expect(log.filter((entry, index) => entry !== 'turn' && log[index - 1] !== 'turn')).toEqual([]);
});
