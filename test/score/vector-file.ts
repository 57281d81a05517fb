import { existsSync, readFileSync } from 'node:fs';

/** The reference cases beside the project; undefined where they are not there. */
export function readVectors(name: string): unknown {
  const url = new URL(`../../../shared/vectors/${name}`, import.meta.url);
  return existsSync(url) ? JSON.parse(readFileSync(url, 'utf8')) : undefined;
}

/** Whether what came out is what was expected, numbers within the tolerance. Keys that are not expected may be there. */
export function agrees(actual: unknown, expected: unknown, tolerance: number): boolean {
  if (typeof expected === 'number')
    return typeof actual === 'number' && Math.abs(actual - expected) <= tolerance;
  if (typeof expected !== 'object' || expected === null) return actual === expected;
  if (typeof actual !== 'object' || actual === null) return false;
  if (Array.isArray(expected) && expected.length !== (actual as unknown[]).length) return false;
  return Object.entries(expected).every(([key, value]) =>
    agrees((actual as Record<string, unknown>)[key], value, tolerance),
  );
}
