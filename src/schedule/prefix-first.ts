// A way to ask in, one that lets the first of many prompts which begin alike go ahead out: servers remember beginnings.
import type { Part, Prompt } from '../prompt/prompt.ts';
import { partText } from '../prompt/prompt.ts';
import type { Complete } from '../provider/provider.ts';

/** In characters. To read less again costs a server less than the wait for the first answer costs us; what providers remember begins at about this size. */
const shortestPrefix = 1024;

/** Beginnings that are kept in mind, the latest. */
const mostPrefixes = 256;

/** The first request of a prefix is sent alone; when it is answered, or has failed, those that wait for it follow. */
export function prefixFirst(complete: Complete): Complete {
  const ahead = new Map<string, Promise<unknown>>();
  return async (request, signal) => {
    const prefix = prefixOf(request.prompt);
    if (prefix.length < shortestPrefix) return complete(request, signal);
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

/** All before the query. */
function prefixOf({ parts }: Prompt): string {
  return parts.slice(0, -1).reduce((text: string, part: Part) => text + partText(part), '');
}
