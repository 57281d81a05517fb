import type { Extract } from '../task/extract-schema.ts';
import { compilePattern } from '../task/score-pattern.ts';

/** Cuts the answer out of a completion; undefined where there is none. */
export function makeExtractor({
  regex,
  group,
  last,
}: Extract): (text: string) => string | undefined {
  const one = compilePattern(regex);
  const every = compilePattern(regex, 'g');
  return (text) => {
    const match = last ? [...text.matchAll(every)].at(-1) : one.exec(text);
    return match ? answerOf(match, group)?.trim() : undefined;
  };
}

/** Without a group asked for: the first that is not empty (as lm-evaluation-harness), or the whole match of a pattern without groups. */
function answerOf(match: readonly (string | undefined)[], group?: number): string | undefined {
  if (group !== undefined) return match[group];
  return match.length === 1 ? match[0] : match.slice(1).find(Boolean);
}
