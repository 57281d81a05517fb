// What vLLM and the servers of providers remember of prompts, as a model: beginnings in whole blocks, the latest used.

export interface PrefixCacheOptions {
  /** In tokens of four characters. */
  readonly block?: number;
  /** How many beginnings are kept: one for every block of a prompt that was read. */
  readonly capacity: number;
}

interface Reading {
  /** Of the prompt, in tokens. */
  readonly tokens: number;
  /** So many of them were read before. */
  readonly cached: number;
  /** The prompt is answered: from now on others may use what was read of it. */
  readonly end: () => void;
}

export interface PrefixCache {
  readonly read: (prompt: string) => Reading;
}

const charactersPerToken = 4;

export function makePrefixCache({ block = 64, capacity }: PrefixCacheOptions): PrefixCache {
  /** The beginnings, the latest used last. */
  const kept = new Set<string>();
  const touch = (beginning: string) => {
    kept.delete(beginning);
    kept.add(beginning);
  };
  const size = block * charactersPerToken;
  return {
    read(prompt) {
      const tokens = Math.ceil(prompt.length / charactersPerToken);
      // The last token is always read: the answer begins after it.
      const blocks = Math.floor((tokens - 1) / block);
      const beginnings = Array.from({ length: blocks }, (_, at) =>
        prompt.slice(0, (at + 1) * size),
      );
      const missing = beginnings.findIndex((each) => !kept.has(each));
      const known = missing === -1 ? blocks : missing;
      // The ends of prompts are forgotten before what they have in common.
      for (const beginning of beginnings.slice(0, known).toReversed()) touch(beginning);
      return {
        tokens,
        cached: known * block,
        end() {
          for (const beginning of beginnings.toReversed()) touch(beginning);
          for (const oldest of kept) {
            if (kept.size <= capacity) break;
            kept.delete(oldest);
          }
        },
      };
    },
  };
}
