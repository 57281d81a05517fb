// `module:./model.ts`: a function of the user's own, in this process.
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorOf, UserError } from '../base/problem.ts';
import type { ProblemCode } from '../base/problem-code.ts';
import { displayPath } from '../dataset/display-path.ts';
import type { Request } from '../plan/request.ts';
import { questionOf, readOwnAnswer, type Question } from './exchange.ts';
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
    transport: transportOf(await importModule(resolve(folder, model), model)),
  }),
};

function transportOf({ complete }: CompleteModule): Transport {
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

/** A function that does not heed the signal must not hold up the end. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((settle, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    const stay = (): void => signal.removeEventListener('abort', leave);
    promise.finally(stay).then(settle, reject);
  });
}

/** With its causes: `fetch failed` alone helps nobody. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message, cause } = error;
  const own = message === '' ? name : message;
  return cause === undefined ? own : `${own}: ${reasonOf(cause)}`;
}

/** `shown` is the path as it stands in the task. */
async function importModule(path: string, shown: string): Promise<CompleteModule> {
  await access(path).catch(() => {
    throw refuse('file-not-found', `there is no file ${shown}`, `looked for ${displayPath(path)}`);
  });
  const exported = await load(path, shown);
  if (typeof exported['complete'] === 'function') return exported as unknown as CompleteModule;
  const names = Object.keys(exported);
  const what = names.length === 0 ? 'nothing' : names.join(', ');
  const message = `${shown} exports no function complete; it exports ${what}`;
  throw refuse('unknown-provider', message, 'export async function complete({ prompt, params }) …');
}

async function load(path: string, shown: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    const { code, message } = Object(error) as NodeJS.ErrnoException;
    if (code === 'ERR_UNKNOWN_FILE_EXTENSION' && /"\.[cm]?tsx?"/.test(message))
      throw refuse(
        'unknown-provider',
        `${shown}: Node ${process.versions.node} does not read TypeScript`,
        'Node 22.18 and later do; or write the module in JavaScript, as .mjs',
      );
    throw refuse('unknown-provider', `${shown} cannot be loaded: ${reasonOf(error)}`);
  }
}

function refuse(code: ProblemCode, message: string, help?: string): UserError {
  return new UserError([errorOf(code, message, undefined, help)]);
}
