import { isWord, normalize, tokenize } from './tokens.ts';

/** A prompt as numbers. A token id stands for one spelling; a norm stands for all spellings that are compared as one. */
export interface Encoded {
  readonly ids: Int32Array;
  readonly norms: Int32Array;
  /** The spelling of each id, in order of appearance; `\n` is always among them. */
  readonly vocabulary: readonly string[];
  readonly idOf: ReadonlyMap<string, number>;
  readonly normOfId: readonly number[];
  /** The text of each norm. */
  readonly normTexts: readonly string[];
  readonly normOf: ReadonlyMap<string, number>;
  /** By norm. */
  readonly isWord: readonly boolean[];
}

/** Tokens from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The norm of every newline run. */
export const newline = 0;

export function encode(text: string): Encoded {
  const normOf = new Map([['\n', newline]]);
  const normTexts = ['\n'];
  const idOf = new Map<string, number>();
  const vocabulary: string[] = [];
  const normOfId: number[] = [];
  const enter = (surface: string): number => {
    const id = vocabulary.push(surface) - 1;
    const norm = normalize(surface);
    if (!normOf.has(norm)) normOf.set(norm, normTexts.push(norm) - 1);
    normOfId.push(normOf.get(norm)!);
    idOf.set(surface, id);
    return id;
  };
  const surfaces = tokenize(text);
  const ids = new Int32Array(surfaces.length);
  // `Int32Array.from` would take every token through an iterator.
  for (let i = 0; i < ids.length; i += 1) ids[i] = idOf.get(surfaces[i]!) ?? enter(surfaces[i]!);
  if (!idOf.has('\n')) enter('\n');
  return {
    ids,
    norms: ids.map((id) => normOfId[id]!),
    vocabulary,
    idOf,
    normOfId,
    normTexts,
    normOf,
    isWord: normTexts.map(isWord),
  };
}

/** The norms of the words in a span. */
export function wordsIn({ norms, isWord }: Encoded, { start, end }: Span): number[] {
  const found: number[] = [];
  for (let i = start; i < end; i += 1) if (isWord[norms[i]!]!) found.push(norms[i]!);
  return found;
}
