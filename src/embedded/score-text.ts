import { nextToken } from './next-token.ts';
import { healPrompt } from './prompt-end.ts';
import { readPrompt } from './reading.ts';
import { normalize, tokenize, unixNewlines } from './tokens.ts';

const unseenLogprob = Math.log(0.01);
const unseenLogprobPerByte = -8 * Math.LN2;

/** How likely the prompt is to go on with this text: the sum of ln p over its tokens. */
export function scoreText(prompt: string, text: string): number {
  const { text: known, blanks } = healPrompt(prompt);
  const reading = readPrompt(known);
  const { vocabulary, idOf, normOf } = reading.encoded;
  const norms: number[] = [];
  let total = 0;
  const tokens = tokenize(blanks + unixNewlines(text));
  for (const [i, token] of tokens.entries()) {
    const distribution = nextToken(reading, norms);
    // The text may end inside a longer run of newlines.
    const ids =
      token.endsWith('\n') && i === tokens.length - 1
        ? [...vocabulary.keys()].filter((id) => vocabulary[id]!.startsWith(token))
        : [idOf.get(token) ?? -1];
    const probability = ids.reduce((sum, id) => sum + (distribution[id] ?? 0), 0);
    total += probability > 0 ? Math.log(probability) : unseen(token);
    norms.push(normOf.get(normalize(token)) ?? -1);
  }
  return total;
}

function unseen(token: string): number {
  return unseenLogprob + unseenLogprobPerByte * Buffer.byteLength(token);
}
