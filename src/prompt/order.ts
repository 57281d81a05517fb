// Chosen shots in, the order in which they stand in the prompt out.
import { hashParts } from '../base/hash.ts';
import type { Example, Pool } from './pool.ts';
import { sortedBy, type Query, type ShotSettings } from './select.ts';

/** The last shot stands next to the query. */
export function orderShots(
  pool: Pool,
  shots: readonly Example[],
  { order, seed, per }: ShotSettings,
  query: Query,
): readonly Example[] {
  if (order === 'given') return shots;
  if (order === 'similar-last') return similarLast(pool, shots, query);
  const isNamed = order !== 'shuffled';
  const salt = isNamed ? order : `shuffled ${seed} ${per === 'row' ? query.key : ''}`;
  return sortedBy(shots, ({ key }) => hashParts(salt, key));
}

/** Of equally similar shots the one chosen first stands last. */
function similarLast(pool: Pool, shots: readonly Example[], query: Query): readonly Example[] {
  const scores = pool.similarities(query.input);
  return sortedBy(shots.toReversed(), ({ index }) => scores[index]!);
}
