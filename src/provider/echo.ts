// A model that says what it is asked: shows what a prompt looks like to a scorer.
import { setImmediate } from 'node:timers/promises';
import { countTokens } from '../embedded/model.ts';
import type { Request } from '../plan/request.ts';
import { partText, promptText } from '../prompt/prompt.ts';
import type { Provider } from './provider.ts';
import { cutAtStop } from './wire/cut.ts';
import { everyParam, type Answer } from './wire/wire.ts';

export const echo: Provider = {
  modes: ['text', 'chat'],
  capabilities: () => everyParam,
  extra: false,
  limits: {},
  concurrency: { start: 1, fixed: true },
  pool: 'echo',
  open: () =>
    Promise.resolve({
      transport: async (request) => {
        // Each answer is one turn of the event loop, so that Ctrl-C and the progress line get theirs.
        await setImmediate();
        return answer(request);
      },
    }),
};

/** Stop strings act, the other parameters have nothing to act on. */
function answer({ prompt, params }: Request): Answer {
  const text = partText(prompt.parts.at(-1)!);
  const usage = { in: countTokens(promptText(prompt)), out: countTokens(text) };
  return cutAtStop({ status: 'done', text, finish: 'end', finishRaw: 'end', usage }, params.stop);
}
