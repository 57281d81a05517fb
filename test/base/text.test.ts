import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hashParts, sha256, stableJson } from '../../src/base/hash.ts';
import { printable, printableLines } from '../../src/base/printable.ts';
import { version } from '../../src/base/version.ts';
import { words } from '../../src/base/words.ts';

test('what acts on a terminal is spelled out, joiners of emoji are not', () => {
  expect(printable('a\tb\nc\r\u001b[31m\u202e\u200b\u2028\ufeff')).toBe(
    String.raw`a\tb\nc\r\u{1b}[31m\u{202e}\u{200b}\u{2028}\u{feff}`,
  );
  expect(printable('👩‍💻 é')).toBe('👩‍💻 é');
  expect(printableLines('a\nb\r\n\u0007')).toBe('a\nb\\r\n\\u{7}');
});

test('printable text stays as it is when it is printed again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(printable(text))).toBe(printable(text));
      expect(/[\p{Cc}\u2028\u2029\u202e]/u.test(printable(text))).toBe(false);
    }),
  );
});

test('the order of keys does not change stable JSON', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (record) => {
      const turned = Object.fromEntries(Object.entries(record).toReversed());
      expect(stableJson(turned)).toBe(stableJson(record));
      expect(stableJson({ in: [turned] })).toBe(stableJson({ in: [record] }));
    }),
  );
});

test('stable JSON keeps everything that JSON keeps', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(stableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(stableJson({ b: [2, { d: 1, c: null }], a: 'x' })).toBe(
    '{"a":"x","b":[2,{"c":null,"d":1}]}',
  );
});

test('a hash is that of every part on its own', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hashParts('ab', 'c')).not.toBe(hashParts('a', 'bc'));
  expect(hashParts('1:a')).not.toBe(hashParts('a'));
  expect(hashParts(7)).toBe(hashParts('7'));
});

test('words are runs of letters, runs of digits, and single characters where no blanks are written', () => {
  expect(words("Don't panic: 42nd Été!")).toEqual(['don', 't', 'panic', '42', 'nd', 'été']);
  expect(words('iPhone手机 コーヒー')).toEqual(['iphone', '手', '机', 'コ', 'ー', 'ヒ', 'ー']);
  expect(words('ไทย 한국어')).toEqual(['ไ', 'ท', 'ย', '한국어']);
  expect(words('… —')).toEqual([]);
});

test('the version is that of the package', () => {
  const { version: expected } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    version: string;
  };
  expect(version()).toBe(expected);
});
