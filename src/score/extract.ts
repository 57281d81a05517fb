import type { Extract, ExtractStep } from '../task/extract-schema.ts';
import { compilePattern } from '../task/score-pattern.ts';
import { letterOf } from './choice-letter.ts';
import { numbersIn } from './number-in-text.ts';

/** Cuts the answer out of a text; undefined where there is none. */
export type Extractor = (text: string) => string | undefined;

/** Of several steps each has what the one before it left. What comes out is trimmed. */
export function makeExtractor(extract: Extract): Extractor {
  const steps = (Array.isArray(extract) ? (extract as readonly ExtractStep[]) : [extract]).map(
    (step) => makeStep(step as ExtractStep),
  );
  return (text) =>
    steps.reduce<string | undefined>(
      (rest, step) => (rest === undefined ? undefined : step(rest)?.trim()),
      text,
    );
}

const named = {
  last_number: (text) => numbersIn(text).at(-1),
  first_number: (text) => numbersIn(text)[0],
  first_line: (text) => text.trim().split('\n')[0],
  last_line: (text) => text.trim().split('\n').at(-1),
} satisfies Record<Extract & string, Extractor>;

function makeStep(step: ExtractStep): Extractor {
  if (typeof step === 'string') return named[step];
  const { regex, after, field, letter } = step;
  if (regex !== undefined) return matcher({ ...step, regex });
  if (letter !== undefined) return letterOf(letter);
  if (field !== undefined) return (text) => fieldOf(text, field.split('.'));
  return (text) => textAfter(text, after!);
}

interface Match {
  readonly regex: string;
  readonly group?: number | undefined;
  readonly last?: boolean | undefined;
}

function matcher({ regex, group, last }: Match): Extractor {
  const one = compilePattern(regex);
  const every = compilePattern(regex, 'g');
  return (text) => {
    const match = last ? [...text.matchAll(every)].at(-1) : one.exec(text);
    return match ? answerOf(match, group) : undefined;
  };
}

/** Without a group asked for: the first that is not empty (as lm-evaluation-harness), or the whole match of a pattern without groups. */
function answerOf(match: readonly (string | undefined)[], group?: number): string | undefined {
  if (group !== undefined) return match[group];
  return match.length === 1 ? match[0] : match.slice(1).find(Boolean);
}

/** Reasoning may name the marker before it comes to the answer. */
function textAfter(text: string, marker: string): string | undefined {
  const place = text.lastIndexOf(marker);
  return place === -1 ? undefined : text.slice(place + marker.length);
}

/** What is not text is taken as JSON writes it. */
function fieldOf(text: string, path: readonly string[]): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
