import { hash } from 'node:crypto';

/** sha256 in hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data);
}

/** sha256 of several parts. Parts are framed by their length, so ('ab', 'c') and ('a', 'bc') differ. */
export function hashParts(...parts: readonly (string | number)[]): string {
  return sha256(parts.map((part) => `${String(part).length}:${part}`).join(''));
}

/** JSON with the keys of every object sorted: equal values give equal text. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
}
