// Probabilities of the next character in, a model that has exactly them out.
import { byteModel, epsilon, tensor, tokens, vector } from './byte-model.ts';

/** Of each character, by the character before. What is not told of ends the text. */
export type Transitions = Readonly<Record<string, Readonly<Record<string, number>>>>;

const width = tokens.count;
const inner = 32;
/** As good as never: e^-30. */
const never = -30;

/** Embeddings are one-hot, layers add nothing, and the output matrix holds log P by what the last norm makes of a one-hot. */
export function bigramModel(transitions: Transitions): Buffer {
  const square = [width, width];
  return byteModel({ name: 'bigram', width, layers: 1, heads: 9, inner }, [
    tensor('token_embd.weight', square, (set) => {
      for (let token = 0; token < width; token++) set(token, token, 1);
    }),
    tensor('output.weight', square, (set) => {
      for (let before = 0; before < width; before++)
        for (const [after, logit] of logitsAfter(transitions, before).entries())
          set(after, before, logit * Math.sqrt(1 / width + epsilon));
    }),
    vector('output_norm.weight', width, 1),
    vector('blk.0.attn_norm.weight', width, 1),
    vector('blk.0.ffn_norm.weight', width, 1),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) =>
      tensor(`blk.0.${name}.weight`, square),
    ),
    tensor('blk.0.ffn_gate.weight', [width, inner]),
    tensor('blk.0.ffn_up.weight', [width, inner]),
    tensor('blk.0.ffn_down.weight', [inner, width]),
  ]);
}

function logitsAfter(transitions: Transitions, before: number): number[] {
  const row = before < 256 ? transitions[String.fromCodePoint(before)] : undefined;
  const logits = Array.from({ length: width }, () => never);
  if (!row) logits[tokens.end] = 0;
  for (const [character, probability] of Object.entries(row ?? {}))
    logits[character.codePointAt(0)!] = Math.log(probability);
  return logits;
}
