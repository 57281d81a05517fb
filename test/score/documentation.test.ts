import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { metricNames, scoreEntrySchema } from '../../src/task/score-entry.ts';

const page = readFileSync(new URL('../../docs/scorers.md', import.meta.url), 'utf8');

test('docs/scorers.md has a section for every scorer', () => {
  const headings = Array.from(page.matchAll(/^## (.*)$/gm), ([, heading]) => heading!.split(', '));
  const scorers = headings.flat().filter((heading) => /^[a-z]\w*$/.test(heading));
  expect(scorers).toEqual(metricNames);
});

test('the examples in docs/scorers.md are valid', () => {
  const blocks = Array.from(page.matchAll(/^```yaml\n(.*?)^```$/gms), ([, block]) => block!);
  const entries = blocks.flatMap((block) => (parse(block) as { score: unknown[] }).score);
  expect(entries.length).toBeGreaterThan(metricNames.length);
  expect(entries.filter((entry) => !scoreEntrySchema.safeParse(entry).success)).toEqual([]);
});
