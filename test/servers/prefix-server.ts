// A server of /v1/completions that remembers beginnings, as a handler.
import type { Handler } from './listen.ts';
import { sendJson } from './listen.ts';
import { makePrefixCache, type PrefixCacheOptions } from './prefix-cache.ts';

/** Longer than a client takes to send what it may. */
const answerMs = 10;

export interface Read {
  readonly prompt: string;
  readonly tokens: number;
  readonly cached: number;
}

/** With what it read: its own count, to hold the figures of a run against. */
export function prefixServer(options: PrefixCacheOptions) {
  const cache = makePrefixCache(options);
  const read: Read[] = [];
  const handler: Handler = ({ text }, response) => {
    const { prompt } = JSON.parse(text) as { prompt: string };
    const { tokens, cached, end } = cache.read(prompt);
    read.push({ prompt, tokens, cached });
    setTimeout(() => {
      end();
      const choices = [{ index: 0, text: ' kitchen', logprobs: null, finish_reason: 'stop' }];
      const details = { prompt_tokens_details: { cached_tokens: cached } };
      const usage = { prompt_tokens: tokens, completion_tokens: 1, ...details };
      sendJson(response, 200, { choices, usage });
    }, answerMs);
  };
  return { handler, read };
}
