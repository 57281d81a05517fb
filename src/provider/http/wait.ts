// The headers of an answer in, how long the server asks to wait out. Every provider has its own notation.
import { headerOf, type Headers } from './headers.ts';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds from `now` (of the epoch, in milliseconds); undefined where the server says nothing. */
export function waitOf(headers: Headers, now: number): number | undefined {
  const after = headerOf(headers, 'retry-after-ms');
  if (after !== undefined && isNumber(after)) return Number(after);
  const retry = readTime(headerOf(headers, 'retry-after'), now);
  if (retry !== undefined) return retry;
  const resets = Object.keys(headers)
    .filter((name) => isReset(name) && isSpent(headers, name))
    .flatMap((name) => readTime(headerOf(headers, name), now) ?? []);
  return resets.length > 0 ? Math.max(...resets) : undefined;
}

/** `x-ratelimit-reset`, `x-ratelimit-reset-tokens`, `anthropic-ratelimit-requests-reset`. */
function isReset(name: string): boolean {
  return /ratelimit.*reset/.test(name);
}

/** A reset matters where nothing remains of what it resets; where the server tells no remainder it matters too. */
function isSpent(headers: Headers, reset: string): boolean {
  const remaining = headerOf(headers, reset.replace('reset', 'remaining'));
  return remaining === undefined || Number(remaining) <= 0;
}

/** Seconds (`1.5`), a duration (`6m0s`, `12ms`), an HTTP date, or an RFC 3339 time. */
function readTime(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (isNumber(text)) return sinceEpoch(Number(text), now) ?? Number(text) * 1000;
  if (/^(\d+(\.\d+)?(ms|[smh]))+$/.test(text.trim())) return durationOf(text);
  // Date.parse alone takes almost anything: -1 is a day in 2001.
  if (!/^\s*(\d{4}-\d\d-\d\dT|[A-Z][a-z]+day, |[A-Z][a-z]{2},? )/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function durationOf(text: string): number {
  const parts = [...text.matchAll(/([\d.]+)(ms|[smh])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit!]!, 0);
}

/** Some count the seconds or milliseconds since 1970, not from now. */
function sinceEpoch(value: number, now: number): number | undefined {
  if (value < 1e9) return undefined;
  return Math.max(0, (value < 1e11 ? value * 1000 : value) - now);
}

function isNumber(text: string): boolean {
  return /^\s*\d+(\.\d+)?\s*$/.test(text);
}
