// `module:./model.ts`: a function of the user's own, in this process.
import { resolve } from 'node:path';
import { reasonOf } from '../base/reason-of.ts';
import type { Request } from '../plan/request.ts';
import { questionOf, readOwnAnswer, type Question } from './exchange.ts';
import { importFunction } from './import-function.ts';
import { untilAborted } from './until-aborted.ts';
import type { Provider, Transport } from './provider.ts';
import { cutAtStop } from './wire/cut.ts';
import { everyParam, type Answer } from './wire/wire.ts';

/** What the function is asked. */
export interface ModuleQuestion extends Question {
  /** Aborted: nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** What it answers where a text alone does not say it all. */
export interface ModuleAnswer {
  readonly text: string;
  readonly finish?: 'stop' | 'end' | 'length' | 'filter';
  readonly tokens?: { readonly in: number; readonly out: number; readonly cached?: number };
  readonly logprobs?: readonly {
    readonly token: string;
    readonly logprob: number;
    readonly top?: readonly { readonly token: string; readonly logprob: number }[];
  }[];
}

/** A module that `model: module:./file` can name. A throw is a failed answer. */
export interface CompleteModule {
  readonly complete: (
    question: ModuleQuestion,
  ) => string | ModuleAnswer | Promise<string | ModuleAnswer>;
}

export const moduleProvider: Provider = {
  modes: ['text', 'chat'],
  example: 'module:./model.ts',
  capabilities: () => everyParam,
  extra: true,
  limits: {},
  concurrency: { start: 8 },
  pool: 'module',
  open: async (model, { folder }) => ({
    transport: transportOf(
      await importFunction(resolve(folder, model), {
        shown: model,
        name: 'complete',
        example: 'export async function complete({ prompt, params }) …',
        code: 'unknown-provider',
      }),
    ),
  }),
};

function transportOf(complete: CompleteModule['complete']): Transport {
  const ask = async (request: Request, signal: AbortSignal): Promise<Answer> => {
    try {
      const answer: unknown = await complete({ ...questionOf(request), signal });
      return readOwnAnswer(typeof answer === 'string' ? { text: answer } : answer);
    } catch (error) {
      const failure = { kind: 'status', retry: false, fatal: false } as const;
      return { status: 'failed', why: reasonOf(error), failure };
    }
  };
  return async (request, signal) => {
    signal.throwIfAborted();
    return cutAtStop(await untilAborted(ask(request, signal), signal), request.params.stop);
  };
}
