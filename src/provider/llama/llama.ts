// Models in GGUF files as a provider: llama.cpp in this process, no server, no key, no network.
import { resolve } from 'node:path';
import pLimit from 'p-limit';
import type { Request } from '../../plan/request.ts';
import { promptText } from '../../prompt/prompt.ts';
import type { Failed } from '../completion.ts';
import type { Provider } from '../provider.ts';
import { cutAtStop } from '../wire/cut.ts';
import { everyParam, type Answer } from '../wire/wire.ts';
import { importEngine, type ImportEngine, type Model } from './engine.ts';
import { generate } from './generate.ts';
import { likelihood } from './likelihood.ts';
import { cores, openModel } from './opening.ts';
import { inProcessDefaults as defaults } from '../in-process.ts';
import { seedOf } from './sampling.ts';
import { Session } from './session.ts';

export interface LlamaOptions {
  readonly importEngine?: ImportEngine;
  /** Whether a prompt continues from the state of the one before. */
  readonly reuse?: boolean;
}

/** `repetition_penalty` and its kin look at generated tokens only: the shots may repeat their labels. */
export function llamaProvider(options: LlamaOptions = {}): Provider {
  return {
    modes: ['text'],
    example: 'llama:models/model.gguf',
    capabilities: () => everyParam,
    continues: () => true,
    extra: true,
    surprises: { max_tokens: String(defaults.max_tokens) },
    limits: {},
    // One state, continued from prompt to prompt, on all cores.
    concurrency: { start: 1, fixed: true },
    pool: 'llama',
    open: async (path, { folder }) => {
      const load = options.importEngine ?? (() => importEngine());
      const { model, close } = await openModel(resolve(folder, path), load);
      const session = new Session(model);
      const alone = pLimit(1);
      return {
        transport: (request, signal) =>
          alone(() => answer(model, session, request, { signal, reuse: options.reuse ?? true })),
        close: async () => {
          await session.close();
          await close();
        },
      };
    },
  };
}

export const llama = llamaProvider();

async function answer(
  model: Model,
  session: Session,
  { prompt, params, trial, continuation }: Request,
  { signal, reuse }: { readonly signal: AbortSignal; readonly reuse: boolean },
): Promise<Answer> {
  const threads = threadsOf(params.extra);
  if (typeof threads !== 'number') return threads;
  const text = promptText(prompt);
  const tokens = tokensOf(model, text);
  if (continuation !== undefined) {
    const all = tokensOf(model, text + continuation);
    return likelihood({ model, session, threads, signal }, tokens, all);
  }
  const { length } = tokens;
  if (length === 0) return failed('the prompt is empty');
  const most = model.trainContextSize - 1;
  if (length > most) return failed(`the prompt has ${length} tokens; the model takes ${most}`);
  await session.prepare({ tokens: length + (params.max_tokens ?? defaults.max_tokens), threads });
  if (!reuse) await session.forgetAll();
  const cached = await session.rewind(tokens);
  const task = { prompt: tokens, params, signal, seed: seedOf(params, trial, text) };
  const generation = await generate(model, session, tokens.slice(cached), task);
  const { count, ...told } = generation;
  return cutAtStop(
    { status: 'done', ...told, usage: { in: length, out: count, cached } },
    params.stop,
  );
}

/** As plain text: what stands in a row never becomes a token with a meaning of its own. */
function tokensOf(model: Model, text: string): number[] {
  const { bos, shouldPrependBosToken } = model.tokens;
  const start = shouldPrependBosToken && bos !== null ? [bos] : [];
  return [...start, ...model.tokenize(text, false)];
}

/** The one field of `extra`. */
function threadsOf(extra: Request['params']['extra'] = {}): number | Failed {
  const { threads = cores, ...others } = extra;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    return failed(`extra: llama.cpp takes threads only, not ${unknown}`, true);
  if (typeof threads === 'number' && Number.isInteger(threads) && threads >= 1) return threads;
  return failed('extra: threads must be a whole number, 1 or more', true);
}

function failed(why: string, fatal = false): Failed {
  return { status: 'failed', why, failure: { kind: 'body', retry: false, fatal } };
}
