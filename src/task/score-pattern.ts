// Regular expressions and names as a task writes them, checked.
import { z } from 'zod';

/**
 * Compiles with Unicode matching. An escaped punctuation mark that Unicode mode refuses (`\-`, `\,`: common in patterns
 * from Python) stands for itself, as it does there.
 */
export function compilePattern(source: string, flags = ''): RegExp {
  const lenient = source.replaceAll(/\\([\s\S])/gu, (escape, character: string) =>
    /[!"#%&',\-:;<=>@_`~ ]/.test(character) ? hexEscape(character) : escape,
  );
  return new RegExp(lenient, `u${flags}`);
}

function hexEscape(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

/** Why the pattern does not compile; undefined if it does. */
export function flawOf(source: string): string | undefined {
  try {
    compilePattern(source);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return `is not a regular expression: ${error.message.split(': ').at(-1)}`;
  }
}

export function groupCount(source: string): number {
  return compilePattern(`${source}|`).exec('')!.length - 1;
}

/** An enum that takes a mapping for a wrong type, not for a wrong name, so that of a union the right branch complains. */
export function oneOf<const Name extends string>(...names: readonly Name[]): z.ZodType<Name, Name> {
  const schema = z
    .string()
    .check(({ value, issues }) => {
      if (names.some((name) => name === value)) return;
      issues.push({ code: 'invalid_value', values: [...names], input: value, continue: true });
    })
    .meta({ enum: names });
  return schema as unknown as z.ZodType<Name, Name>;
}

export const pattern = z
  .string()
  .min(1)
  .check(({ value, issues }) => {
    const message = flawOf(value);
    if (message !== undefined)
      issues.push({ code: 'custom', message, input: value, continue: true });
  });
