// A request in, how many tokens it will take out, as well as one can say without the tokenizer of the model.
import { countTokens } from '../embedded/model.ts';
import { promptText, type Prompt } from '../prompt/prompt.ts';
import type { Request } from '../plan/request.ts';

const bytesPerToken = 4;

/** On the safe side: words and symbols, or a token for every four bytes, whichever is more. */
export function estimatePromptTokens(prompt: Prompt): number {
  const text = promptText(prompt);
  return Math.max(countTokens(text), Math.ceil(Buffer.byteLength(text) / bytesPerToken));
}

/** Of the prompt and, at most, of the answer. */
export function estimateTokens({ prompt, params }: Request): number {
  return estimatePromptTokens(prompt) + (params.max_tokens ?? 0);
}
