// The real llama.cpp over models made here, where it is installed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import type { Done, Failed } from '../../src/provider/completion.ts';
import { importEngine } from '../../src/provider/llama/engine.ts';
import { llamaProvider, type LlamaOptions } from '../../src/provider/llama/llama.ts';
import type { Params } from '../../src/task/params.ts';
import { bigramModel } from './bigram-model.ts';
import { cellsOf, requestOf } from '../schedule/fixture.ts';

export const installed = await importEngine().then(
  () => true,
  () => false,
);

export const surroundingsOf = (folder: string) => ({ env: {}, now: () => 0, folder });

export interface Ask {
  readonly params?: Params;
  readonly trial?: number;
  readonly signal?: AbortSignal;
  readonly continuation?: string;
}

export type Model = (text: string, ask?: Ask) => Promise<Omit<Done, 'latencyMs'> | Failed>;

/** For files whose tests all need it. It takes half a second to start, and ends with the last model: one more keeps it for all of them. */
export function keepEngine(): void {
  let close: (() => Promise<void>) | undefined;
  beforeEach(({ skip }) => {
    if (!installed) skip('node-llama-cpp is not installed');
  });
  beforeAll(async () => {
    if (installed) ({ close } = await openModel(bigramModel({}), {}));
  });
  afterAll(() => close?.());
}

/** Open as long as the test runs. One thread: more only wait for each other on so small a model. */
export async function modelOf(file: Buffer, options: LlamaOptions = {}): Promise<Model> {
  const { transport, close } = await openModel(file, options);
  onTestFinished(close);
  const forever = new AbortController().signal;
  return (text, { params = {}, trial = 0, signal = forever, continuation } = {}) => {
    const [cell] = cellsOf({ settings: { params: { extra: { threads: 1 }, ...params } } });
    const request = requestOf({ cell: cell!, trial, text });
    const asked = continuation === undefined ? request : { ...request, continuation };
    return transport(asked, signal);
  };
}

async function openModel(file: Buffer, options: LlamaOptions) {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-gguf-'));
  writeFileSync(join(folder, 'model.gguf'), file);
  const provider = llamaProvider(options);
  const { transport, close } = await provider.open('model.gguf', surroundingsOf(folder));
  return {
    transport,
    close: async () => {
      await close?.();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function answerOf(model: Model, text: string, ask?: Ask) {
  const answer = await model(text, ask);
  if (answer.status === 'failed') throw new Error(answer.why);
  return answer;
}
