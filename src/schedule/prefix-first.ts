// A way to ask in, one that lets the first of many prompts which begin alike go ahead out: servers remember beginnings.
import type { Prompt } from '../prompt/prompt.ts';
import type { Complete } from '../provider/provider.ts';

/** In characters. To read less again costs a server less than the wait for the first answer costs us; what providers remember begins at about this size. */
const shortestPrefix = 1024;

/** Beginnings that are kept in mind, the latest. */
const mostPrefixes = 256;

/** The first request of a prefix is sent alone; when it is answered, or has failed, those that wait for it follow. */
export function prefixFirst(complete: Complete): Complete {
  const ahead = new Map<string, Promise<unknown>>();
  const nameOf = keptNames();
  return async (request, signal) => {
    const prefix = nameOf(request.prompt);
    if (prefix === undefined) return complete(request, signal);
    const first = ahead.get(prefix);
    if (first) {
      await first;
      return complete(request, signal);
    }
    const asked = complete(request, signal);
    ahead.set(
      prefix,
      asked.catch(() => undefined),
    );
    if (ahead.size > mostPrefixes) ahead.delete(ahead.keys().next().value!);
    return asked;
  };
}

/** The cells and trials of a row ask with the same prompt, one after the other. */
function keptNames(): (prompt: Prompt) => string | undefined {
  let last: Prompt | undefined;
  let name: string | undefined;
  return (prompt) => {
    if (prompt !== last) name = nameOfBeginning(prompt);
    last = prompt;
    return name;
  };
}

/**
 * Undefined where it is short. Equal beginnings have equal names. Two that differ and share one by chance only wait in
 * vain: to join all of the text for every request would cost more.
 */
function nameOfBeginning({ parts, shots }: Prompt): string | undefined {
  let length = 0;
  for (const part of parts)
    if (part.kind === 'shot') length += part.input.length + part.output.length;
    else if (part.kind !== 'query') length += part.text.length;
  if (length < shortestPrefix) return undefined;
  const [first] = parts;
  const instruction = first?.kind === 'instruction' ? first.text : '';
  return [length, instruction, ...shots].join(' ');
}
