// A compiled template, chosen shots and a row in, the prompt out: as text and as chat messages.
import type { Row } from '../dataset/row.ts';
import type { Example } from './pool.ts';
import type { CompiledTemplate } from './template.ts';

export type Part =
  | { readonly kind: 'instruction' | 'separator' | 'query'; readonly text: string }
  | { readonly kind: 'shot'; readonly input: string; readonly output: string };

export interface Prompt {
  /** Joined they are the text prompt. The query is last. */
  readonly parts: readonly Part[];
  /** The keys of the shots, in the order of the prompt. */
  readonly shots: readonly string[];
  /** How many were left out because they did not fit. */
  readonly dropped?: number;
}

export interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A shot is `input` + `output`, the query is `input` alone: by construction the exact beginning of a shot. An instruction that renders to nothing is none. */
export function assemblePrompt(
  compiled: CompiledTemplate,
  shots: readonly Example[],
  row: Row,
): Prompt {
  const instruction = compiled.instruction?.(row) ?? '';
  const parts: Part[] = [
    ...(instruction === '' ? [] : [{ kind: 'instruction', text: instruction } as const]),
    ...shots.map(({ input, output }) => ({ kind: 'shot', input, output }) as const),
    { kind: 'query', text: compiled.input(row) },
  ];
  const separator: Part = { kind: 'separator', text: compiled.template.separator };
  return {
    parts: parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])),
    shots: shots.map(({ key }) => key),
  };
}

export function partText(part: Part): string {
  return part.kind === 'shot' ? part.input + part.output : part.text;
}

export function promptText({ parts }: Prompt): string {
  return parts.map(partText).join('');
}

/** Instruction = system, every shot = user and assistant (trimmed), the query = the last user message. Row data never become a role. */
export function chatMessages({ parts }: Prompt): Message[] {
  return parts.flatMap((part): Message[] => {
    if (part.kind === 'shot')
      return [
        { role: 'user', content: part.input },
        { role: 'assistant', content: part.output.trim() },
      ];
    if (part.kind === 'separator') return [];
    return [{ role: part.kind === 'query' ? 'user' : 'system', content: part.text }];
  });
}
