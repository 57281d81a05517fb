import { UserError, type Problem } from '../base/problem.ts';
import type { Report } from './table.ts';

const shownAtMost = 20;

/** The problems of one file: the first few, and how many more there are. */
export interface ProblemList {
  readonly report: Report;
  readonly isEmpty: () => boolean;
  /** Throws if there is a problem. */
  readonly refuse: () => void;
}

export function problemList(): ProblemList {
  const shown: Problem[] = [];
  let hidden = 0;
  return {
    report(make) {
      if (shown.length < shownAtMost) shown.push(make());
      else hidden += 1;
    },
    isEmpty: () => shown.length === 0,
    refuse() {
      if (shown.length > 0) throw new UserError(hidden > 0 ? [...shown, more(hidden)] : shown);
    },
  };
}

/** The second pass reads what the first has checked: the first problem ends it. */
export const throwAtOnce: Report = (make) => {
  throw new UserError([make()]);
};

function more(hidden: number): Problem {
  const noun = hidden === 1 ? 'problem' : 'problems';
  return {
    severity: 'hint',
    code: 'more-problems',
    message: `${hidden} more ${noun} in this file`,
  };
}
