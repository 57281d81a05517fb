/** One generated token, and the likeliest at its place: natural logarithms, of the distribution before any sampling parameter. */
export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  readonly top: readonly { readonly token: string; readonly logprob: number }[];
}

export function tokenLogprob(
  distribution: Float64Array,
  id: number,
  alternatives: number,
  spell: (id: number) => string,
): TokenLogprob {
  const entry = (token: number) => ({
    token: spell(token),
    logprob: Math.log(distribution[token]!),
  });
  return { ...entry(id), top: likeliest(distribution, alternatives).map(entry) };
}

/** The likeliest first, equals in the order of the vocabulary. */
function likeliest(distribution: Float64Array, count: number): number[] {
  const wanted = Math.min(count, distribution.length);
  if (wanted === 0) return [];
  const threshold = distribution.toSorted().at(-wanted)!;
  const ids: number[] = [];
  for (const [id, probability] of distribution.entries())
    if (probability >= threshold) ids.push(id);
  return ids.sort((a, b) => distribution[b]! - distribution[a]! || a - b).slice(0, wanted);
}
