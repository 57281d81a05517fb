// The embedded model as a provider: no key, no download, no network.
import { setImmediate } from 'node:timers/promises';
import { generate, scoreText } from '../embedded/model.ts';
import type { Request } from '../plan/request.ts';
import { promptText } from '../prompt/prompt.ts';
import { stopList, type Params } from '../task/params.ts';
import type { Done } from './completion.ts';
import { inProcessDefaults } from './in-process.ts';
import type { Provider } from './provider.ts';
import { everyParam } from './wire/wire.ts';

export const embedded: Provider = {
  modes: ['text', 'chat'],
  capabilities: () => everyParam,
  continues: () => true,
  extra: false,
  limits: {},
  // It computes: more at once would only make each of them wait.
  concurrency: { start: 1, fixed: true },
  pool: 'embedded',
  open: () =>
    Promise.resolve({
      transport: async (request) => {
        // Each answer is one turn of the event loop, so that Ctrl-C and the progress line get theirs.
        await setImmediate();
        return answer(request);
      },
    }),
};

/** It reads the text form of a chat, too. */
function answer(request: Request): Omit<Done, 'latencyMs'> {
  const { prompt, params, trial, continuation } = request;
  if (continuation !== undefined) return likelihood(promptText(prompt), continuation);
  const { finish, ...generation } = generate(promptText(prompt), sampling(params, trial));
  return { status: 'done', ...generation, finish, finishRaw: finish };
}

/** As if it were one token. */
function likelihood(prompt: string, text: string): Omit<Done, 'latencyMs'> {
  const logprobs = [{ token: text, logprob: scoreText(prompt, text), top: [] }];
  return { status: 'done', text, finish: 'end', finishRaw: 'end', logprobs };
}

/** Without a seed the trials still differ, and every run draws the same. */
function sampling({ stop, extra: _extra, ...params }: Params, trial: number) {
  const seed = params.seed ?? trial;
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  return {
    ...inProcessDefaults,
    logprobs: params.logprobs,
    ...Object.fromEntries(given),
    seed,
    stop: stopList(stop),
  };
}
