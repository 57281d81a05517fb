import { unixNewlines } from './tokens.ts';

/**
 * A prompt without the blanks it ends in. Blanks belong to the token after them: a prompt that ends in one is read
 * without it, and the first token is emitted without it.
 */
export interface HealedPrompt {
  readonly text: string;
  readonly blanks: string;
}

export function healPrompt(prompt: string): HealedPrompt {
  const text = unixNewlines(prompt);
  let end = text.length;
  while (end > 0 && /[^\S\n]/.test(text[end - 1]!)) end -= 1;
  return { text: text.slice(0, end), blanks: text.slice(end) };
}

export function withoutBlanks(surface: string, blanks: string): string {
  return surface.startsWith(blanks) ? surface.slice(blanks.length) : surface;
}
