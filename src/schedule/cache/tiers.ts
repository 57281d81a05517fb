// Which indexes are merged next: as many of one tier as the limits say. A tier is so many times larger than the one before.
import type { Limits } from './place.ts';
import type { IndexFile } from './read-index.ts';

export function nextMerge(
  indexes: readonly IndexFile[],
  limits: Limits,
): readonly IndexFile[] | undefined {
  const tiers = new Map<number, IndexFile[]>();
  for (const index of indexes) {
    const tier = tierOf(index.entries, limits);
    tiers.set(tier, [...(tiers.get(tier) ?? []), index]);
  }
  const due = [...tiers.values()].find((tier) => tier.length >= limits.mergeAt);
  return due?.slice(0, limits.mergeAt);
}

function tierOf(entries: number, { segmentAnswers, mergeAt }: Limits): number {
  let tier = 0;
  for (let most = segmentAnswers; most < entries; most *= mergeAt) tier += 1;
  return tier;
}
