import { UserError } from '../base/problem.ts';

/** Says itself what is wrong, where, and how to mend it: no line of code is to blame, so it has no stack. */
export class EvalFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'kshot';
    this.stack = '';
  }
}

/** What the user can mend is printed as `kshot` prints it; a bug of ours keeps its stack. */
export function withoutStack(error: unknown): unknown {
  return error instanceof UserError ? new EvalFailure(error.message) : error;
}
