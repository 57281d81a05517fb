import { expect, test } from 'vitest';
import { waitOf } from '../../../src/provider/http/wait.ts';

const now = Date.UTC(2026, 10, 23, 12, 0, 0);

test.for([
  ['nothing said', {}, undefined],
  ['seconds', { 'retry-after': '2' }, 2000],
  ['parts of a second', { 'retry-after': '0.5' }, 500],
  ['no seconds', { 'retry-after': '0' }, 0],
  ['an HTTP date', { 'retry-after': 'Mon, 23 Nov 2026 12:00:07 GMT' }, 7000],
  ['an HTTP date in the old notation', { 'retry-after': 'Monday, 23-Nov-26 12:00:07 GMT' }, 7000],
  ['a date that is over', { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }, 0],
  ['milliseconds', { 'retry-after-ms': '1500' }, 1500],
  ['milliseconds win', { 'retry-after-ms': '1500', 'retry-after': '9' }, 1500],
  ['what is no number of milliseconds', { 'retry-after-ms': 'x', 'retry-after': '9' }, 9000],
  ['words', { 'retry-after': 'in 5 minutes' }, undefined],
  ['a negative number (Azure)', { 'retry-after': '-1' }, undefined],
  ['blank', { 'retry-after': ' ' }, undefined],
  ['Together: seconds', { 'x-ratelimit-reset': '3' }, 3000],
  ['a duration', { 'x-ratelimit-reset-requests': '6m0s' }, 360_000],
  ['a duration in milliseconds', { 'x-ratelimit-reset-requests': '12ms' }, 12],
  ['a duration of a second', { 'x-ratelimit-reset-requests': '1s' }, 1000],
  ['a duration with parts', { 'x-ratelimit-reset-requests': '1h2m3.5s' }, 3_723_500],
  ['a reset of -1 (Azure)', { 'x-ratelimit-reset-requests': '-1' }, undefined],
  ['milliseconds since 1970 (OpenRouter)', { 'x-ratelimit-reset': `${now + 4000}` }, 4000],
  ['seconds since 1970', { 'x-ratelimit-reset': `${now / 1000 + 4}` }, 4000],
  ['RFC 3339', { 'anthropic-ratelimit-requests-reset': '2026-11-23T12:00:05Z' }, 5000],
  [
    'retry-after wins over resets',
    { 'retry-after': '1', 'anthropic-ratelimit-requests-reset': '2026-11-23T12:00:05Z' },
    1000,
  ],
  [
    'the latest reset of what is used up',
    { 'x-ratelimit-reset-requests': '1s', 'x-ratelimit-reset-tokens': '2s' },
    2000,
  ],
  [
    'OpenAI: only what is used up',
    {
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '1s',
      'x-ratelimit-remaining-tokens': '500',
      'x-ratelimit-reset-tokens': '9s',
    },
    1000,
  ],
  [
    'Anthropic: only what is used up',
    {
      'anthropic-ratelimit-requests-remaining': '3',
      'anthropic-ratelimit-requests-reset': '2026-11-23T12:00:50Z',
      'anthropic-ratelimit-tokens-remaining': '0',
      'anthropic-ratelimit-tokens-reset': '2026-11-23T12:00:02Z',
    },
    2000,
  ],
  ['nothing used up', { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '9' }, undefined],
  ['twice the same header', { 'retry-after': ['2', '3'] }, 2000],
] as const)('%s', ([, headers, wait]) => {
  expect(waitOf(headers, now)).toBe(wait);
});
