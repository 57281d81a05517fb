// Servers that tell the log-probabilities of a text that they are given: how they are asked, and what they say.
import { z } from 'zod';
import { cutText } from '../../base/cut-text.ts';
import type { TokenLogprob } from '../completion.ts';
import { reader, type Read, type Unread } from './read-answer.ts';
import { columnLogprobs } from './read-logprobs.ts';
import type { Answer, Likelihood } from './wire.ts';

/** The tokens of the given text; without a log-probability where nothing stands before them. */
export interface GivenToken {
  readonly text: string;
  readonly logprob: number | null | undefined;
}

/** A token that begins before `from` and ends behind it belongs to what follows: the model read it as one. */
export function tokensBetween(
  tokens: readonly GivenToken[],
  from: number,
  to: number,
): TokenLogprob[] | Unread {
  const inside: TokenLogprob[] = [];
  let start = 0;
  for (const { text, logprob } of tokens) {
    const end = start + text.length;
    if (start >= to) break;
    if (end > from) {
      if (typeof logprob !== 'number')
        return {
          why: `the server tells no log-probability of ${JSON.stringify(text)}`,
          retry: false,
        };
      inside.push({ token: text, logprob, top: [] });
    }
    start = end;
  }
  if (start >= to) return inside;
  return { why: 'the tokens of the server do not spell the prompt', retry: false };
}

/** Where a server spells a character otherwise than it was sent, places in its tokens are not those in the text. */
export function requireSpelled(answer: Answer, continuation: string): Answer {
  if (answer.status === 'failed') return answer;
  const [first] = answer.logprobs ?? [];
  const before = answer.text.length - continuation.length;
  // What stands before is of a token that joins prompt and text, not a token of its own.
  const isWhole = before === 0 || before < (first?.token.length ?? 0);
  if (isWhole && answer.text.endsWith(continuation)) return answer;
  const spelled = JSON.stringify(cutText(answer.text, 60));
  const why = `the tokens of the server do not spell the text: they spell ${spelled}`;
  return { status: 'failed', why, failure: { kind: 'body', retry: false, fatal: false } };
}

export function readOf(logprobs: TokenLogprob[] | Unread, usage?: Read['usage']): Read | Unread {
  if ('why' in logprobs) return logprobs;
  const text = logprobs.map(({ token }) => token).join('');
  return { text, finish: 'end', finishRaw: 'end', logprobs, usage };
}

const usage = z.object({ prompt_tokens: z.number() }).nullish();

const echoed = z.object({
  choices: z.array(z.object({ logprobs: columnLogprobs.nullish() })),
  // Together tells those of the prompt beside the choices.
  prompt: z.array(z.object({ logprobs: columnLogprobs.nullish() })).nullish(),
  usage,
});

/** /v1/completions of vLLM, SGLang and Together: `echo` with `logprobs`. */
export const echoLikelihood: Likelihood = {
  fields: { max_tokens: 1, temperature: 0, logprobs: 1, echo: true },
  read: (answer, from, to) =>
    reader(echoed, ({ choices, prompt, usage: told }) => {
      const columns = prompt?.[0]?.logprobs ?? choices[0]?.logprobs;
      if (!columns)
        return { why: 'the answer has no log-probabilities of the prompt', retry: false };
      const tokens = columns.tokens.map((text, index) => ({
        text,
        logprob: columns.token_logprobs[index],
      }));
      const counts = told ? { in: told.prompt_tokens, out: 0 } : undefined;
      return readOf(tokensBetween(withoutStart(tokens, columns.text_offset), from, to), counts);
    })(answer),
};

/** Some tell the token that begins every text; it spells nothing. */
function withoutStart(tokens: GivenToken[], offsets: readonly number[] | null | undefined) {
  const [first] = tokens;
  const isMark = first && /^<.*>$/.test(first.text) && typeof first.logprob !== 'number';
  return isMark && offsets?.[1] !== first.text.length ? tokens.slice(1) : tokens;
}
