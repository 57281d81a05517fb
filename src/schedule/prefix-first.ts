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
  return async (request, signal) => {
    const length = lengthBefore(request.prompt);
    if (length < shortestPrefix) return complete(request, signal);
    const prefix = nameOf(request.prompt, length);
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

/** Of all that stands before the query. */
function lengthBefore({ parts }: Prompt): number {
  let length = 0;
  for (const part of parts)
    if (part.kind === 'shot') length += part.input.length + part.output.length;
    else if (part.kind !== 'query') length += part.text.length;
  return length;
}

/** Equal beginnings have equal names. Two that differ and share one by chance only wait in vain: to join all of the text for every request would cost more. */
function nameOf({ parts, shots }: Prompt, length: number): string {
  const [first] = parts;
  const instruction = first?.kind === 'instruction' ? first.text : '';
  return [length, instruction, ...shots].join(' ');
}
