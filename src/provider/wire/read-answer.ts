// What every wire's answer comes down to.
import type { z } from 'zod';
import type { Failed, FinishReason, TokenLogprob } from '../completion.ts';
import type { Headers } from '../http/headers.ts';
import type { Answer } from './wire.ts';

export interface Read {
  readonly text: string;
  readonly finish: FinishReason;
  readonly finishRaw: string;
  readonly usage?:
    | { readonly in: number; readonly out: number; readonly cached?: number }
    | undefined;
  readonly logprobs?: readonly TokenLogprob[] | undefined;
}

/** Why there is nothing to read in an answer of the documented shape, and whether another attempt may bring more. */
export interface Unread {
  readonly why: string;
  readonly retry: boolean;
}

/** An answer of another shape than documented is a failure, never an empty text. */
export function reader<T>(
  schema: z.ZodType<T>,
  read: (answer: T, headers: Headers) => Read | Unread,
) {
  return (answer: unknown, headers: Headers = {}): Answer => {
    const parsed = schema.safeParse(answer);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const where = issue?.path.join('.') || 'the answer';
      const why = `an answer of another shape than documented: ${where}: ${issue?.message}`;
      return failed({ why, retry: false });
    }
    const result = read(parsed.data, headers);
    if ('why' in result) return failed(result);
    const { usage, logprobs, ...rest } = result;
    return {
      status: 'done',
      ...rest,
      ...(usage ? { usage } : {}),
      ...(logprobs ? { logprobs } : {}),
    };
  };
}

function failed({ why, retry }: Unread): Failed {
  return { status: 'failed', why, failure: { kind: 'body', retry, fatal: false } };
}

/** The provider's word in, ours out; a word that is not in the map is `unknown`. */
export function finishMap(map: Readonly<Record<string, FinishReason>>) {
  return (raw: string | null | undefined): Pick<Read, 'finish' | 'finishRaw'> => ({
    finish: raw && Object.hasOwn(map, raw) ? map[raw]! : 'unknown',
    finishRaw: raw ?? '',
  });
}
