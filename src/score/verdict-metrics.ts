// Scorers that say yes or no by looking at the text.
import type { OptionsOf } from '../task/score-entry.ts';
import { compilePattern } from '../task/score-pattern.ts';
import { alone, bestOf, compared, noEmptyReference, type Compare, type Measure } from './metric.ts';
import { makeNormaliser, splitWords, type Normalise } from './normalise.ts';
import { lastNumber } from './number-in-text.ts';

const binary = { kind: 'binary' } as const;

export const verdictMetrics = {
  exact_match: {
    ...compared,
    ...binary,
    measure: ({ normalize }: OptionsOf<'exact_match'>) =>
      bestOf(equalAfter(makeNormaliser(normalize))),
  },
  includes: {
    ...compared,
    ...binary,
    needsReference: ({ value }: OptionsOf<'includes'>) => value === undefined,
    unusable: (reference: string, { either }: OptionsOf<'includes'>) =>
      either ? undefined : noEmptyReference(reference),
    measure: includes,
  },
  regex: {
    ...alone,
    ...binary,
    measure: ({ value, flags }: OptionsOf<'regex'>): Measure => {
      const pattern = compilePattern(value, flags);
      return (answer) => Number(pattern.test(answer));
    },
  },
  one_of: {
    ...alone,
    ...binary,
    measure: ({ values, normalize }: OptionsOf<'one_of'>): Measure => {
      const isEqual = bestOf(equalAfter(makeNormaliser(normalize)));
      const allowed = values.map((value) => value.trim());
      return (answer) => isEqual(answer, allowed);
    },
  },
  numeric: {
    ...compared,
    ...binary,
    unusable: noNumber,
    measure: (options: OptionsOf<'numeric'>) => bestOf(isNear(options)),
  },
  length: {
    ...alone,
    ...binary,
    measure: ({ unit, min = 0, max = Infinity }: OptionsOf<'length'>): Measure => {
      const sizeOf = (text: string) =>
        unit === 'words' ? splitWords(text).length : Array.from(text).length;
      return (answer) => {
        const size = sizeOf(answer);
        return Number(size >= min && size <= max);
      };
    },
  },
};

function equalAfter(normalise: Normalise): Compare {
  return (answer, reference) => Number(normalise(answer) === normalise(reference));
}

function includes(options: OptionsOf<'includes'>): Measure {
  const { value, ignore_case: ignoreCase, normalize, either } = options;
  const normalise = makeNormaliser(normalize);
  const fold: Normalise = ignoreCase ? (text) => normalise(text).toLowerCase() : normalise;
  const compare: Compare = (answer, wanted) => {
    const [text, part] = [fold(answer), fold(wanted)];
    return Number(either ? isPartOfOther(text, part) : text.includes(part));
  };
  return value === undefined ? bestOf(compare) : (answer) => compare(answer, value);
}

/** As fuzzy_match of OpenAI's evals. */
function isPartOfOther(a: string, b: string): boolean {
  return a === '' || b === '' ? a === b : a.includes(b) || b.includes(a);
}

/** An answer without a number is wrong. */
function isNear({ tolerance, relative }: OptionsOf<'numeric'>): Compare {
  return (answer, reference) => {
    const [found, wanted] = [lastNumber(answer), lastNumber(reference)!];
    if (found === undefined) return 0;
    const allowed = relative ? tolerance * Math.abs(wanted) : tolerance;
    return Number(Math.abs(found - wanted) <= allowed);
  };
}

export function noNumber(reference: string): string | undefined {
  return lastNumber(reference) === undefined ? 'the reference has no number' : undefined;
}
