import { codeFrame, type Location } from './location.ts';
import type { ProblemCode } from './problem-code.ts';
import { printable } from './printable.ts';

export type Severity = 'error' | 'warning' | 'hint';

/** Something wrong with what the user wrote: what, where, and how to mend it. */
export interface Problem {
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
  readonly at?: Location | undefined;
  readonly help?: string | undefined;
}

/** The same in every copy of this file: the command line has one, and modules of the user that import kshot another. */
const brand: unique symbol = Symbol.for('kshot.UserError');

/** The user can mend this: it is printed without a stack. Anything else that is thrown is a bug of ours. */
export class UserError extends Error {
  readonly problems: readonly Problem[];

  get [brand](): true {
    return true;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n\n'));
    this.name = 'UserError';
    this.problems = problems;
  }
}

export function errorOf(code: ProblemCode, message: string, at?: Location, help?: string): Problem {
  return { severity: 'error', code, message, at, help };
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** Throws when one of the problems is an error; warnings and hints pass. */
export function refuseErrors(problems: readonly Problem[]): void {
  if (hasErrors(problems)) throw new UserError(problems);
}

export function formatProblem({ severity, code, message, at, help }: Problem): string {
  const frame = at ? codeFrame(at) : [];
  const indent = ' '.repeat(at ? String(at.line).length : 1);
  return [
    `${severity}[${code}]: ${message}`,
    ...frame,
    ...(help === undefined ? [] : [`${indent} = help: ${help}`]),
  ]
    .map(printable)
    .join('\n');
}
