// The legacy wire of Together AI: POST /inference, as its documentation prints it.
import { z } from 'zod';
import type { Request } from '../plan/request.ts';
import { promptText } from '../prompt/prompt.ts';
import { stopList, type Stop } from '../task/params.ts';
import type { Done, Failed, FinishReason } from './completion.ts';
import type { Provider, WireCall } from './provider.ts';

const notOnThisRoute = 'the legacy /inference route does not have it';

export const togetherInference: Provider = {
  unsupported: {
    seed: notOnThisRoute,
    min_p: notOnThisRoute,
    presence_penalty: notOnThisRoute,
    frequency_penalty: notOnThisRoute,
  },
  modes: ['text'],
  example: 'together-inference:togethercomputer/RedPajama-INCITE-7B-Instruct',
  wire: toCall,
  concurrency: 8,
};

function toCall({ model, prompt, params }: Request): WireCall {
  const { top_p, top_k, temperature, max_tokens, repetition_penalty, stop, logprobs, extra } =
    params;
  const documented = { top_p, top_k, temperature, max_tokens, repetition_penalty };
  const fields = { ...documented, stop: stopField(stop), logprobs, ...extra };
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return {
    method: 'POST',
    url: 'https://api.together.xyz/inference',
    headers: { Authorization: 'Bearer <TOGETHER_API_KEY>', 'User-Agent': 'kshot' },
    body: { model, prompt: promptText(prompt), ...Object.fromEntries(given) },
  };
}

/** One stop is sent as a string, several as a list. */
function stopField(stop: Stop | undefined): Stop | undefined {
  const list = stopList(stop);
  return list.length === 0 ? undefined : list.length === 1 ? list[0] : [...list];
}

const answerSchema = z.object({
  output: z.object({
    choices: z.array(z.object({ text: z.string(), finish_reason: z.string().nullish() })).min(1),
  }),
});

const finishReasons: Readonly<Record<string, FinishReason>> = {
  length: 'length',
  stop: 'stop',
  eos: 'end',
};

/** The route tells no token counts. */
export function readTogetherAnswer(answer: unknown): Failed | Omit<Done, 'latencyMs'> {
  const parsed = answerSchema.safeParse(answer);
  const choice = parsed.data?.output.choices[0];
  if (!choice) return { status: 'failed', why: 'the answer has no output.choices' };
  const finishRaw = choice.finish_reason ?? '';
  const finish = finishReasons[finishRaw] ?? 'unknown';
  return { status: 'done', text: choice.text, finish, finishRaw };
}
