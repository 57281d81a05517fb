// A model that answers from its prompt: it finds the place whose 15 bytes before are most like the last 15, and copies the byte there.
// Layers 0 to 3 gather the last 16 bytes by position, layer 4 compares and copies. More shots: more right answers.
import type { Tensor } from './gguf-file.ts';
import { byteModel, tensor, tokens, vector } from './byte-model.ts';
import { codes } from './codes.ts';

const width = 320;
const inner = 32;
const ropeBase = 1e20;
const codeSize = 16;
/** Where the code of the byte `back` places ago stands. Dimension 0 is always 1. */
const slot = (back: number) => 1 + back * codeSize;
/** Where the code of the answer stands. */
const answer = slot(16);
/** The squared length of what layer n reads. */
const norms = [2, 3, 5, 9, 17, 18];

const attention = { position: 20, match: 4, gain: 16, pairs: 16 };

const printable = [10, ...Array.from({ length: 95 }, (_, index) => 32 + index)];

function codeOf(token: number): readonly number[] {
  const index = printable.indexOf(token);
  return codes[index === -1 ? printable.length + (token % codeSize) : index]!;
}

export function copyModel(): Buffer {
  const shape = { name: 'copy', width, layers: 5, heads: 1, inner, ropeBase, half: true };
  return byteModel(shape, [
    embedding(),
    output(),
    vector('output_norm.weight', width, Math.sqrt(norms[5]! / width)),
    ...[0, 1, 2, 3].flatMap((layer) => [...gather(layer), ...common(layer)]),
    ...copy(4),
    ...common(4),
  ]);
}

function embedding(): Tensor {
  return tensor('token_embd.weight', [width, tokens.count], (set) => {
    for (let token = 0; token < tokens.count; token++) {
      set(token, 0, 1);
      for (const [at, value] of codeOf(token).entries()) set(token, slot(0) + at, value);
    }
  });
}

function output(): Tensor {
  return tensor('output.weight', [width, tokens.count], (set) => {
    for (let token = 0; token < tokens.count; token++) {
      if (!printable.includes(token)) set(token, 0, -60);
      else
        for (const [at, value] of codeOf(token).entries())
          set(token, answer + at, value * attention.gain);
    }
  });
}

/** Attends to the place 2^layer before, by rotating the key that far, and moves its slots behind the own ones. */
function gather(layer: number): Tensor[] {
  const back = 2 ** layer;
  const angle = (pair: number) => back * ropeBase ** ((-2 * pair) / width);
  const strength = attention.position;
  const pairs = Array.from({ length: attention.pairs }, (_, pair) => pair);
  return [
    square(layer, 'attn_q', (set) => {
      for (const pair of pairs) set(2 * pair, 0, strength);
    }),
    square(layer, 'attn_k', (set) => {
      for (const pair of pairs) {
        set(2 * pair, 0, strength * Math.cos(angle(pair)));
        set(2 * pair + 1, 0, strength * Math.sin(angle(pair)));
      }
    }),
    move(layer, 'attn_v', { from: slot(0), to: 0, count: back * codeSize }),
    move(layer, 'attn_output', { from: 0, to: slot(back), count: back * codeSize }),
  ];
}

/** The query is the last 15 bytes, the key the 15 before the last: near bytes count a little more. */
function copy(layer: number): Tensor[] {
  const first = 64;
  return [
    square(layer, 'attn_q', (set) => {
      for (let back = 0; back < 15; back++)
        for (let at = 0; at < codeSize; at++) {
          const weight = attention.match * (1 - back / 30) * Math.sqrt(width);
          set(first + back * codeSize + at, slot(back) + at, weight);
        }
    }),
    move(layer, 'attn_k', { from: slot(1), to: first, count: 15 * codeSize }),
    move(layer, 'attn_v', { from: slot(0), to: 0, count: codeSize }),
    move(layer, 'attn_output', { from: 0, to: answer, count: codeSize }),
  ];
}

function common(layer: number): Tensor[] {
  return [
    vector(`blk.${layer}.attn_norm.weight`, width, Math.sqrt(norms[layer]! / width)),
    vector(`blk.${layer}.ffn_norm.weight`, width, 1),
    tensor(`blk.${layer}.ffn_gate.weight`, [width, inner]),
    tensor(`blk.${layer}.ffn_up.weight`, [width, inner]),
    tensor(`blk.${layer}.ffn_down.weight`, [inner, width]),
  ];
}

type Fill = Parameters<typeof tensor>[2];

function square(layer: number, name: string, fill: Fill): Tensor {
  return tensor(`blk.${layer}.${name}.weight`, [width, width], fill);
}

interface Move {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

function move(layer: number, name: string, { from, to, count }: Move): Tensor {
  return square(layer, name, (set) => {
    for (let at = 0; at < count; at++) set(to + at, from + at, 1);
  });
}
