import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemCodes } from '../../src/base/problem-code.ts';

const codes = Object.keys(problemCodes);
const sections = readFileSync('docs/errors.md', 'utf8').split(/^## /m).slice(1);

test('docs/errors.md has a section for every code, and for nothing else', () => {
  const documented = sections.map((section) => /^`(.*)`\n/.exec(section)?.[1]);
  expect(new Set(documented)).toEqual(new Set(codes));
  expect(documented).toHaveLength(codes.length);
});

test('every section shows a message of its code, and the mend', () => {
  const lacking = codes.filter((code) => {
    const section = sections.find((each) => each.startsWith(`\`${code}\``)) ?? '';
    return !section.includes(`[${code}]: `) || !section.includes('\nMend: ');
  });
  expect(lacking).toEqual([]);
});

test('every code is used', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const source = files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('problem-code.ts'))
    .map((file) => readFileSync(join('src', file), 'utf8'))
    .join('\n');
  expect(codes.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
});
