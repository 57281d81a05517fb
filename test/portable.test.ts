import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Their results differ between versions of Node and between machines: nothing that decides a result may use them. */
const unportable = /\.localeCompare\(|\bMath\.pow\(|\bIntl\.|\bMath\.random\(/;

function offences(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*(\/\/|\*|\/\*)/.test(line) && unportable.test(line));
}

const src = new URL('../src/', import.meta.url);
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

test('nothing in src differs from machine to machine', () => {
  const found = files.flatMap((file) =>
    offences(readFileSync(new URL(file, src), 'utf8')).map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test.each(['a.localeCompare(b)', 'Math.pow(x, 0.3)', 'new Intl.Segmenter()', 'Math.random()'])(
  '%s is found',
  (text) => {
    expect(offences(`const x = ${text};`)).toEqual([`const x = ${text};`]);
  },
);
