// Which indexes are needed, and which segments none of them covers.
import type { IndexFile } from './read-index.ts';

/** Splits off those whose segments are gone or stand in another index as well: a merge was cut short, or done twice. */
export function splitNeeded(
  indexes: readonly IndexFile[],
  present: ReadonlySet<string>,
): { needed: IndexFile[]; needless: IndexFile[] } {
  const scopes = indexes.map((index) => scopeOf(index, present));
  const isNeedless = (scope: Scope) =>
    scope.bytes.size === 0 ||
    scopes.some((other) => comesBefore(other, scope) && holds(other, scope));
  const needless = scopes.filter(isNeedless).map(({ index }) => index);
  return { needed: indexes.filter((index) => !needless.includes(index)), needless };
}

/** An index and how far it covers the segments that are there. */
interface Scope {
  readonly index: IndexFile;
  readonly bytes: ReadonlyMap<string, number>;
}

function scopeOf(index: IndexFile, present: ReadonlySet<string>): Scope {
  const there = index.covered.filter(({ segment }) => present.has(segment));
  return { index, bytes: new Map(there.map(({ segment, bytes }) => [segment, bytes])) };
}

/** An order that all processes agree on: of two that cover the same only one may go. */
function comesBefore(one: Scope, other: Scope): boolean {
  if (one.bytes.size !== other.bytes.size) return one.bytes.size > other.bytes.size;
  if (holds(one, other) !== holds(other, one)) return holds(one, other);
  return one.index.name > other.index.name;
}

function holds(one: Scope, other: Scope): boolean {
  for (const [segment, bytes] of other.bytes)
    if ((one.bytes.get(segment) ?? -1) < bytes) return false;
  return true;
}
