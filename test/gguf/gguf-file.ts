// Metadata and tensors in, the bytes of a GGUF file (version 3) out.

export type Value =
  | { readonly type: 'u32' | 'i32' | 'f32'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'strings'; readonly value: readonly string[] }
  | { readonly type: 'i32s'; readonly value: readonly number[] };

export interface Tensor {
  readonly name: string;
  /** The first varies fastest. */
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

export interface GgufParts {
  readonly metadata: Readonly<Record<string, Value>>;
  readonly tensors: readonly Tensor[];
  /** Whether matrices are stored with 16 bits. */
  readonly half?: boolean;
}

const typeIds = { u32: 4, i32: 5, f32: 6, bool: 7, string: 8, strings: 9, i32s: 9 } as const;
const alignment = 32;

export function ggufFile({ metadata, tensors, half = false }: GgufParts): Buffer {
  const stored = tensors.map((tensor) => store(tensor, half));
  const head = Buffer.concat([
    Buffer.from('GGUF'),
    u32(3),
    u64(tensors.length),
    u64(Object.keys(metadata).length),
    ...Object.entries(metadata).map(([key, value]) => Buffer.concat([text(key), typed(value)])),
    ...describe(tensors, stored),
  ]);
  return Buffer.concat([padded(head), ...stored.map(({ bytes }) => padded(bytes))]);
}

interface Stored {
  readonly type: number;
  readonly bytes: Buffer;
}

function store({ dims, data }: Tensor, half: boolean): Stored {
  if (half && dims.length > 1) return { type: 1, bytes: halves(data) };
  return { type: 0, bytes: Buffer.from(data.buffer) };
}

function describe(tensors: readonly Tensor[], stored: readonly Stored[]): Buffer[] {
  let offset = 0;
  return tensors.map(({ name, dims }, index) => {
    const { type, bytes } = stored[index]!;
    const shape = [u32(dims.length), ...dims.map((size) => u64(size))];
    const described = Buffer.concat([text(name), ...shape, u32(type), u64(offset)]);
    offset += padded(bytes).length;
    return described;
  });
}

function typed(value: Value): Buffer {
  return Buffer.concat([u32(typeIds[value.type]), bytesOf(value)]);
}

function bytesOf(given: Value): Buffer {
  switch (given.type) {
    case 'u32':
      return u32(given.value);
    case 'i32':
      return i32(given.value);
    case 'f32':
      return Buffer.from(Float32Array.of(given.value).buffer);
    case 'bool':
      return Buffer.of(given.value ? 1 : 0);
    case 'string':
      return text(given.value);
    case 'strings':
      return list(typeIds.string, given.value.map(text));
    case 'i32s':
      return list(typeIds.i32, given.value.map(i32));
  }
}

function list(type: number, items: readonly Buffer[]): Buffer {
  return Buffer.concat([u32(type), u64(items.length), ...items]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  return Buffer.from(Uint32Array.of(value).buffer);
}

function i32(value: number): Buffer {
  return Buffer.from(Int32Array.of(value).buffer);
}

function u64(value: number): Buffer {
  return Buffer.from(BigUint64Array.of(BigInt(value)).buffer);
}

function padded(bytes: Buffer): Buffer {
  const missing = (alignment - (bytes.length % alignment)) % alignment;
  return Buffer.concat([bytes, Buffer.alloc(missing)]);
}

function halves(data: Float32Array): Buffer {
  const bits = new Uint32Array(data.buffer);
  const packed = new Uint16Array(data.length);
  for (const [index, each] of bits.entries()) if (each !== 0) packed[index] = half(each);
  return Buffer.from(packed.buffer);
}

/** The bits of a 32-bit float in, those of the nearest 16-bit float out. */
function half(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 255) - 112;
  const mantissa = bits & 0x7fffff;
  if (exponent < -10) return sign;
  if (exponent <= 0) return sign | ((((mantissa | 0x800000) >> (1 - exponent)) + 0x1000) >> 13);
  return sign | ((exponent << 10) + ((mantissa + 0x1000) >> 13));
}
