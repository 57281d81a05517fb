// Google's POST /v1beta/models/{model}:generateContent.
import { z } from 'zod';
import type { TokenLogprob } from '../completion.ts';
import { finishMap, reader } from './read-answer.ts';
import { askedMessages, inside, listed, no, type Wire } from './wire.ts';

const config = (name: string) => inside('generationConfig', name);

const filtered = ['SAFETY', 'RECITATION', 'LANGUAGE', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII'];

const finish = finishMap({
  // For a stop string and the model's own end alike.
  STOP: 'stop',
  MAX_TOKENS: 'length',
  ...Object.fromEntries(filtered.map((reason) => [reason, 'filter' as const])),
});

const scored = z.object({ token: z.string(), logProbability: z.number() });

const candidate = z.object({
  content: z
    .object({
      parts: z
        .array(z.object({ text: z.string().nullish(), thought: z.boolean().nullish() }))
        .nullish(),
    })
    .nullish(),
  finishReason: z.string().nullish(),
  logprobsResult: z
    .object({
      chosenCandidates: z.array(scored),
      topCandidates: z.array(z.object({ candidates: z.array(scored) })).nullish(),
    })
    .nullish(),
});

const counts = z.object({
  promptTokenCount: z.number(),
  candidatesTokenCount: z.number().nullish(),
  thoughtsTokenCount: z.number().nullish(),
  cachedContentTokenCount: z.number().nullish(),
});

export const geminiGenerate: Wire = {
  path: (model) => `/models/${encodeURIComponent(model)}:generateContent`,
  auth: (key) => ({ 'x-goog-api-key': key }),
  prompt: (_model, asked) => {
    const messages = askedMessages(asked);
    const system = messages.find(({ role }) => role === 'system');
    return {
      ...(system ? { systemInstruction: { parts: [{ text: system.content }] } } : {}),
      contents: messages
        .filter(({ role }) => role !== 'system')
        .map(({ role, content }) => ({
          role: role === 'assistant' ? 'model' : 'user',
          parts: [{ text: content }],
        })),
    };
  },
  params: {
    max_tokens: config('maxOutputTokens'),
    stop: { ...listed(config('stopSequences')), most: 5 },
    temperature: config('temperature'),
    top_p: config('topP'),
    top_k: config('topK'),
    repetition_penalty: no('Gemini does not have it'),
    logprobs: {
      field: (top: number) => ({
        generationConfig: { responseLogprobs: true, ...(top > 0 ? { logprobs: top } : {}) },
      }),
    },
    seed: config('seed'),
    min_p: no('Gemini does not have it'),
    presence_penalty: config('presencePenalty'),
    frequency_penalty: config('frequencyPenalty'),
  },
  read: reader(
    z.object({
      candidates: z.array(candidate).nullish(),
      promptFeedback: z.object({ blockReason: z.string().nullish() }).nullish(),
      usageMetadata: counts.nullish(),
    }),
    ({ candidates, promptFeedback, usageMetadata: usage }) => {
      const [first] = candidates ?? [];
      const blocked = promptFeedback?.blockReason;
      if (!first && blocked) return { text: '', finish: 'filter', finishRaw: blocked };
      if (!first) return { why: 'the answer has no candidates', retry: true };
      return {
        text: (first.content?.parts ?? [])
          .map(({ text, thought }) => (thought ? '' : (text ?? '')))
          .join(''),
        ...finish(first.finishReason),
        usage: usage ? usageOf(usage) : undefined,
        logprobs: first.logprobsResult ? readLogprobs(first.logprobsResult) : undefined,
      };
    },
  ),
};

/** Thoughts are generated and paid for, and counted apart. */
function usageOf(told: z.infer<typeof counts>) {
  return {
    in: told.promptTokenCount,
    out: (told.candidatesTokenCount ?? 0) + (told.thoughtsTokenCount ?? 0),
    cached: told.cachedContentTokenCount ?? 0,
  };
}

function readLogprobs({
  chosenCandidates,
  topCandidates,
}: NonNullable<z.infer<typeof candidate>['logprobsResult']>): TokenLogprob[] {
  return chosenCandidates.map(({ token, logProbability }, index) => ({
    token,
    logprob: logProbability,
    top: (topCandidates?.[index]?.candidates ?? []).map((each) => ({
      token: each.token,
      logprob: each.logProbability,
    })),
  }));
}
