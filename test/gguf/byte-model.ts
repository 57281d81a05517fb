// Sizes and weights in, a llama model out whose tokens are the 256 bytes, so that nobody has to count tokens.
import { ggufFile, type Tensor, type Value } from './gguf-file.ts';

export const tokens = { begin: 256, end: 257, count: 288 } as const;

/** Added under the root by which a norm divides. */
export const epsilon = 1e-5;

export interface Shape {
  readonly name: string;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly inner: number;
  readonly ropeBase?: number;
  readonly half?: boolean;
}

export function byteModel(shape: Shape, tensors: readonly Tensor[]): Buffer {
  const metadata = { ...architecture(shape), ...vocabulary() };
  return ggufFile({ metadata, tensors, half: shape.half ?? false });
}

/** A matrix or vector of zeros, filled by `fill`. `set` takes the output, then the input. */
export function tensor(
  name: string,
  dims: readonly number[],
  fill: (set: (to: number, from: number, value: number) => void) => void = () => {},
): Tensor {
  const data = new Float32Array(dims.reduce((product, size) => product * size, 1));
  fill((to, from, value) => {
    data[to * dims[0]! + from] = value;
  });
  return { name, dims, data };
}

export function vector(name: string, size: number, value: number): Tensor {
  return { name, dims: [size], data: new Float32Array(size).fill(value) };
}

function architecture({ name, width, layers, heads, inner, ropeBase = 10_000 }: Shape) {
  return {
    'general.architecture': { type: 'string', value: 'llama' },
    'general.name': { type: 'string', value: name },
    'llama.context_length': { type: 'u32', value: 4096 },
    'llama.embedding_length': { type: 'u32', value: width },
    'llama.block_count': { type: 'u32', value: layers },
    'llama.feed_forward_length': { type: 'u32', value: inner },
    'llama.attention.head_count': { type: 'u32', value: heads },
    'llama.attention.head_count_kv': { type: 'u32', value: heads },
    'llama.attention.layer_norm_rms_epsilon': { type: 'f32', value: epsilon },
    'llama.rope.dimension_count': { type: 'u32', value: width / heads },
    'llama.rope.freq_base': { type: 'f32', value: ropeBase },
    'llama.vocab_size': { type: 'u32', value: tokens.count },
  } as const satisfies Record<string, Value>;
}

/** GPT-2 spells each byte as a printable character; its tokenizer wants one merge at least. */
function vocabulary(): Record<string, Value> {
  const spelled = byteSpellings();
  const merged = spelled[32]! + spelled[32]!;
  const special = ['<|startoftext|>', '<|endoftext|>'];
  const unused = Array.from({ length: tokens.count - 259 }, (_, index) => `<|unused${index}|>`);
  const all = [...spelled, ...special, ...unused, merged];
  const isText = (index: number) => index < 256 || index === tokens.count - 1;
  return {
    'tokenizer.ggml.model': { type: 'string', value: 'gpt2' },
    'tokenizer.ggml.pre': { type: 'string', value: 'gpt-2' },
    'tokenizer.ggml.tokens': { type: 'strings', value: all },
    'tokenizer.ggml.token_type': { type: 'i32s', value: all.map((_, at) => (isText(at) ? 1 : 3)) },
    'tokenizer.ggml.merges': { type: 'strings', value: [`${spelled[32]} ${spelled[32]}`] },
    'tokenizer.ggml.bos_token_id': { type: 'u32', value: tokens.begin },
    'tokenizer.ggml.eos_token_id': { type: 'u32', value: tokens.end },
    'tokenizer.ggml.add_bos_token': { type: 'bool', value: true },
  };
}

function byteSpellings(): string[] {
  let hidden = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
    return String.fromCodePoint(printable ? byte : 256 + hidden++);
  });
}
