/** Bytes that wait to be cut. They are joined only when they are looked at, so a long record costs no more than its length. */
export interface ByteQueue {
  readonly length: () => number;
  readonly append: (bytes: Buffer) => void;
  /** All that waits. */
  readonly peek: () => Buffer;
  /** Takes so many bytes off the front. */
  readonly take: (length: number) => Buffer;
}

export function byteQueue(): ByteQueue {
  let parts: Buffer[] = [];
  let total = 0;
  const peek = () => {
    const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [bytes];
    return bytes;
  };
  return {
    length: () => total,
    peek,
    append(bytes) {
      if (bytes.length > 0) parts.push(bytes);
      total += bytes.length;
    },
    take(length) {
      const bytes = peek();
      parts = length < bytes.length ? [bytes.subarray(length)] : [];
      total -= length;
      return bytes.subarray(0, length);
    },
  };
}
