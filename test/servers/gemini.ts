// Google's POST /v1beta/models/{model}:generateContent: PROVIDERS.md 1.8.
import { z } from 'zod';
import { answerText, int, key, number, texts, tokens, topOf, type Documented } from './strict.ts';

const part = z.strictObject({ text: z.string() });

export const geminiServer: Documented = {
  path: '/v1beta/models/some-model:generateContent',
  headers: { 'x-goog-api-key': key },
  body: z.strictObject({
    systemInstruction: z.strictObject({ parts: z.array(part).min(1) }).optional(),
    contents: z
      .array(z.strictObject({ role: z.enum(['user', 'model']), parts: z.array(part).min(1) }))
      .min(1),
    generationConfig: z
      .strictObject({
        maxOutputTokens: int(1),
        stopSequences: texts(5).optional(),
        temperature: number(0, 2),
        topP: number(0, 1),
        topK: int(0),
        seed: int(0),
        presencePenalty: number(-2, 2),
        frequencyPenalty: number(-2, 2),
        responseLogprobs: z.boolean().optional(),
        logprobs: int(1, 20),
        candidateCount: int(1),
      })
      .refine((config) => !config.logprobs || config.responseLogprobs, 'logprobs alone')
      .optional(),
  }),
  error: (message) => ({ error: { code: 400, message, status: 'INVALID_ARGUMENT' } }),
  invalid: 400,
  answer: ({ generationConfig = {} }: { generationConfig?: Config }) => ({
    candidates: [
      {
        content: {
          role: 'model',
          parts: [{ text: 'hm', thought: true }, { text: answerText }],
        },
        finishReason: 'STOP',
        index: 0,
        ...(generationConfig.responseLogprobs
          ? { logprobsResult: logprobs(generationConfig.logprobs) }
          : {}),
      },
    ],
    usageMetadata: {
      promptTokenCount: 12,
      candidatesTokenCount: 2,
      thoughtsTokenCount: 1,
      cachedContentTokenCount: 8,
      totalTokenCount: 15,
    },
    modelVersion: 'some-model',
  }),
};

interface Config {
  readonly responseLogprobs?: boolean;
  readonly logprobs?: number;
}

function logprobs(count = 0) {
  const named = ({ text, logprob }: { text: string; logprob: number }) => ({
    token: text,
    tokenId: 1,
    logProbability: logprob,
  });
  return {
    chosenCandidates: tokens.map(named),
    ...(count > 0
      ? { topCandidates: tokens.map((token) => ({ candidates: topOf(token, count).map(named) })) }
      : {}),
    logProbabilitySum: -0.875,
  };
}
