// A prompt comes in; text that continues it goes out, with the log-probability of each of its tokens.
import { seededRandom, type Random } from '../base/random.ts';
import { nextToken } from './next-token.ts';
import { healPrompt, withoutBlanks } from './prompt-end.ts';
import { readPrompt, type Reading } from './reading.ts';
import { chooseToken, type Sampling } from './sampling.ts';
import { findStop } from './stop.ts';
import { tokenLogprob, type TokenLogprob } from './token-logprobs.ts';

export { type Sampling, neutralSampling } from './sampling.ts';
export { scoreText } from './score-text.ts';
export { countTokens } from './tokens.ts';

export interface Generation {
  /** Without the stop string. */
  readonly text: string;
  /** There is no token for the end of a text, so there is no third reason. */
  readonly finish: 'stop' | 'length';
  /** In tokens; those of the stop string count. */
  readonly usage: { readonly in: number; readonly out: number };
  /** One for each token of `usage.out`. */
  readonly logprobs?: readonly TokenLogprob[];
}

export function generate(prompt: string, sampling: Sampling): Generation {
  const { text: known, blanks } = healPrompt(prompt);
  const reading = readPrompt(known);
  const random = seededRandom('embedded', sampling.seed, prompt);
  const logprobs: TokenLogprob[] = [];
  let text = '';
  let out = 0;
  let end = -1;
  for (const { distribution, id } of drawTokens(reading, sampling, random)) {
    const healed = out === 0 ? blanks : '';
    const spell = (token: number): string =>
      withoutBlanks(reading.encoded.vocabulary[token]!, healed);
    const token = spell(id);
    if (sampling.logprobs !== undefined)
      logprobs.push(tokenLogprob(distribution, id, sampling.logprobs, spell));
    text += token;
    out += 1;
    end = findStop(text, sampling.stop, token.length);
    if (end !== -1) break;
  }
  return {
    text: end === -1 ? text : text.slice(0, end),
    finish: end === -1 ? 'length' : 'stop',
    usage: { in: reading.encoded.ids.length + (blanks === '' ? 0 : 1), out },
    ...(sampling.logprobs === undefined ? {} : { logprobs }),
  };
}

/** A token at a time, each with the distribution it was chosen from. */
function* drawTokens(
  reading: Reading,
  sampling: Sampling,
  random: Random,
): Generator<{ distribution: Float64Array; id: number }> {
  const norms: number[] = [];
  const counts = new Map<number, number>();
  while (norms.length < sampling.max_tokens) {
    const distribution = nextToken(reading, norms);
    const id = chooseToken(distribution, counts, sampling, random);
    yield { distribution, id };
    norms.push(reading.encoded.normOfId[id]!);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
}
