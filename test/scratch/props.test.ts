import fc from 'fast-check';
import { expect, test } from 'vitest';
import Handlebars from 'handlebars';
import { compileText } from '../../src/prompt/template.ts';
import { readVariables } from '../../src/prompt/variables.ts';
import { quickRender } from '../../src/prompt/plain-text.ts';
import { parse } from '../../src/prompt/handlebars.ts';
import { makeRedact, redactedJson } from '../../src/base/redact.ts';
import { csvCutter } from '../../src/dataset/csv-cutter.ts';
import { parse as csvParse } from 'csv-parse/sync';

const columns = [
  'a',
  'b c',
  'if',
  'this',
  'each',
  'x.y',
  'lookup',
  '0',
  'log',
  'a-b',
  'else',
  'constructor',
  'é',
  'with',
  'null',
  'true',
  '..',
  '.',
  '@root',
];
const value = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.constantFrom('', ' ', '{{a}}', '<&">', '\n x \n', '\\'),
);
const row = fc
  .tuple(...columns.map(() => value))
  .map(
    (vs) =>
      Object.assign(
        Object.create(null),
        Object.fromEntries(columns.map((c, i) => [c, vs[i]])),
      ) as Record<string, string>,
  );
const ws = fc.constantFrom('', ' ', '\n', '\t', '  \n ', '\r\n');
const mustache = fc
  .tuple(
    fc.constantFrom('{{', '{{~', '{{{', '{{&', '{{~&', '{{~{'),
    fc.constantFrom('', ' ', '\n'),
    fc.constantFrom(
      'a',
      '[b c]',
      '[if]',
      'this.if',
      '[this]',
      './a',
      'this.a',
      '[x.y]',
      '[0]',
      '[a-b]',
      'a-b',
      '"b c"',
      'else',
      'null',
      'true',
      'a ',
      '[..]',
      '[.]',
      '@root.a',
      '[@root]',
      'é',
      '"a"',
      '0',
      'this.[b c]',
      'this/a',
      '[lookup]',
      '[constructor]',
    ),
    fc.constantFrom('', ' '),
    fc.boolean(),
  )
  .map(([open, l, name, r, tilde]) => {
    const close = open.endsWith('{{{') || open === '{{~{' ? '}' : '';
    return `${open}${l}${name}${r}${close}${tilde ? '~' : ''}}}`;
  });
const piece = fc.oneof(
  mustache,
  ws,
  fc.string({ maxLength: 3 }),
  fc.constantFrom(
    '{{! c }}',
    '{{!-- c}} --}}',
    '{{~! c ~}}',
    '\\{{a}}',
    '\\\\{{a}}',
    '\\\\\\{{a}}',
    '}}',
    '{',
    '\\',
    '{{!-- x --~}}',
    '{{~!-- x --}}',
    '\\{{',
    '{{#if a}}y{{/if}}',
    '{{#each [b c]}}{{this}}{{/each}}',
  ),
);
const template = fc.array(piece, { maxLength: 7 }).map((p) => p.join(''));

test('quick = handlebars', () => {
  let quick = 0;
  let compared = 0;
  fc.assert(
    fc.property(template, row, (text, values) => {
      let program;
      try {
        program = parse(text);
      } catch {
        return;
      }
      const q = quickRender(program)?.(values);
      if (q === undefined || readVariables(text).complaints.length > 0) return;
      quick += 1;
      let slow: string;
      try {
        slow = Handlebars.create().compile(text, { noEscape: true, strict: true })(values);
      } catch (e) {
        slow = `threw ${(e as Error).message}`;
      }
      compared += 1;
      expect([text, q]).toEqual([text, slow]);
    }),
    { numRuns: 60000 },
  );
  console.log({ quick, compared });
});
test('compileText slow path = fresh handlebars', () => {
  fc.assert(
    fc.property(template, row, (text, values) => {
      let slow: string;
      try {
        slow = Handlebars.create().compile(text, { noEscape: true, strict: true })(values);
      } catch (e) {
        return;
      }
      let own: string;
      try {
        own = compileText(text)({ values } as never);
      } catch (e) {
        own = `threw ${(e as Error).message}`;
      }
      expect([text, own]).toEqual([text, slow]);
    }),
    { numRuns: 20000 },
  );
});

const unit = fc.oneof(
  fc.constantFrom(
    'a',
    'B',
    '7',
    '"',
    '\\',
    '/',
    '+',
    '=',
    '\t',
    '\u0001',
    '\u2028',
    'é',
    '😀',
    '\ud83d',
    '%',
    '-',
    '_',
    ' ',
    '.',
    'ſ',
    '\u007f',
    "'",
    '<',
  ),
  fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }),
);
const secret = fc
  .array(unit, { minLength: 8, maxLength: 26 })
  .map((u) => u.join('').trim())
  .filter((s) => s.length >= 8);
const enc = [
  (s: string) => s,
  (s: string) => JSON.stringify(s),
  (s: string) => JSON.stringify(JSON.stringify(s)),
  (s: string) => {
    try {
      return encodeURIComponent(s);
    } catch {
      return s;
    }
  },
  (s: string) => {
    try {
      return encodeURIComponent(s).toLowerCase();
    } catch {
      return s;
    }
  },
  (s: string) => s.replaceAll('/', '\\/'),
  (s: string) => JSON.stringify(s).replaceAll('/', '\\/'),
  (s: string) =>
    Array.from(s, (c) =>
      /\w/.test(c)
        ? c
        : c
            .split('')
            .map((u) => `\\u${u.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`)
            .join(''),
    ).join(''),
];
test('fast = slow redaction', () => {
  let changed = 0;
  fc.assert(
    fc.property(
      fc.array(secret, { minLength: 1, maxLength: 2 }),
      fc.nat(),
      fc.array(fc.constantFrom(...enc), { minLength: 1, maxLength: 3 }),
      fc.nat(30),
      fc.string(),
      fc.string(),
      (secrets, pick, encs, cut, before, after) => {
        const r = makeRedact(new Map(secrets.map((s, i) => [`S${i}`, s])));
        const s = secrets[pick % secrets.length]!;
        const c = cut < 16 ? s : s.slice(0, cut);
        const text = before + encs.reduce((t, e) => e(t), c) + after;
        const v = { kind: 'x', text, n: 1, list: [text.slice(0, 30)], o: { t: after } };
        const slow = redactedJson(v, (t: string) => r(t));
        if (slow !== JSON.stringify(v)) changed += 1;
        expect(redactedJson(v, r)).toBe(slow);
      },
    ),
    { numRuns: 60000 },
  );
  console.log({ changed });
});

const cell = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.constantFrom(
    '"a"',
    '"a""b"',
    '""',
    '"a\nb"',
    '"',
    'a"b',
    '"a"b',
    ' "a"',
    'é',
    '"\r\n"',
    '\r',
    '"""',
  ),
);
const sep = fc.constantFrom(',', ';', '\t', '||', '§', '|');
test('csv = csv-parse', async () => {
  await fc.assert(
    fc.asyncProperty(
      sep,
      fc.array(
        fc.tuple(
          fc.array(cell, { minLength: 1, maxLength: 3 }),
          fc.constantFrom('\n', '\r\n', '\r', '\n\n', ''),
        ),
        { maxLength: 5 },
      ),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
      async (d, rows, sizes) => {
        const text = rows.map(([c, b]) => c.join(d) + b).join('');
        const bytes = Buffer.from(text);
        let want: unknown;
        try {
          want = csvParse(bytes, {
            delimiter: d,
            record_delimiter: ['\r\n', '\n', '\r'],
            relax_column_count: true,
            relax_quotes: true,
            skip_empty_lines: true,
          });
        } catch {
          want = 'error';
        }
        const cutter = csvCutter(d);
        const got: unknown[] = [];
        let failed = false;
        let raw = '';
        const take = (c: any) => {
          for (const x of c.cuts) {
            got.push(x.fields);
            raw += x.raw.toString();
          }
          failed ||= c.failed;
        };
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const n = sizes[i % sizes.length]!;
          take(await cutter.push(bytes.subarray(at, at + n)));
          at += n;
        }
        take(await cutter.end());
        expect([text, failed ? 'error' : got]).toEqual([text, want]);
      },
    ),
    { numRuns: 8000 },
  );
});
