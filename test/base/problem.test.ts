import { expect, test } from 'vitest';
import { locate } from '../../src/base/location.ts';
import { errorOf, formatProblem, refuseErrors, UserError } from '../../src/base/problem.ts';

const at = locate({ file: 'a.yaml', text: 'one: two' }, 5, 8);

test('a problem says what, where and how to mend it', () => {
  expect(formatProblem(errorOf('wrong-type', 'it is two', at, 'write 2'))).toMatchInlineSnapshot(`
    "error[wrong-type]: it is two
      --> a.yaml:1:6
      |
    1 | one: two
      |      ^^^
      = help: write 2"
  `);
});

test('place and mend may be missing', () => {
  expect(formatProblem(errorOf('wrong-type', 'it is two'))).toBe('error[wrong-type]: it is two');
  expect(formatProblem(errorOf('bad-option', 'no', undefined, 'mend'))).toMatchInlineSnapshot(`
    "error[bad-option]: no
      = help: mend"
  `);
});

test('control characters of a file do not reach the terminal', () => {
  const evil = locate({ file: 'a\u001b[2J', text: '\u001b]0;title\u0007' }, 0, 1);
  expect(formatProblem(errorOf('wrong-type', 'a\nb\u202e', evil, '\u0000'))).toMatchInlineSnapshot(`
    "error[wrong-type]: a\\nb\\u{202e}
      --> a\\u{1b}[2J:1:1
      |
    1 | \\u{1b}]0;title\\u{7}
      | ^^^^^^
      = help: \\u{0}"
  `);
});

test('errors are thrown with the warnings between them, warnings and hints alone are not', () => {
  const warning = { severity: 'warning', code: 'no-baseline', message: 'w' } as const;
  const hint = { severity: 'hint', code: 'unused-column', message: 'h' } as const;
  const errors = [errorOf('wrong-type', 'one'), errorOf('missing-key', 'two')];
  expect(() => refuseErrors([warning, hint])).not.toThrow();
  expect(() => refuseErrors([errors[0]!, warning, errors[1]!])).toThrow(
    new UserError([errors[0]!, warning, errors[1]!]),
  );
  expect(new UserError(errors).message).toBe('error[wrong-type]: one\n\nerror[missing-key]: two');
});

test('an error of another copy of the package is known, too', async () => {
  const built = new URL('../../dist/base/problem.js', import.meta.url).href;
  const other = (await import(built)) as { UserError: typeof UserError };
  expect(other.UserError).not.toBe(UserError);
  expect(new other.UserError([])).toBeInstanceOf(UserError);
  expect(new UserError([])).toBeInstanceOf(other.UserError);
  expect(new Error('a bug')).not.toBeInstanceOf(UserError);
});
