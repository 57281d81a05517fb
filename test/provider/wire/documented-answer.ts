// What every documented answer of test/servers comes down to.
import { tokens } from '../../servers/strict.ts';

export const text = ' A Good Game';

export const plainLogprobs = tokens.map(({ text: token, logprob }) => ({
  token,
  logprob,
  top: [],
}));

export const twoLogprobs = tokens.map(({ text: token, logprob, others }) => ({
  token,
  logprob,
  top: others.map((other, index) => ({ token: other, logprob: logprob - index })),
}));

/** Of a text cut at a stop string, in an answer of whatever shape: every ` A Good Game` becomes this. */
export function saying(said: string): (answer: never) => unknown {
  return (answer) =>
    JSON.parse(JSON.stringify(answer).replaceAll(JSON.stringify(text), JSON.stringify(said)));
}
