// A pool, how to choose and a query in, the chosen shots out, in the order in which they were chosen.
import { hashParts } from '../base/hash.ts';
import { fingerprint, mix } from '../base/random.ts';
import type { Select } from '../task/shots-schema.ts';
import type { Example, Pool } from './pool.ts';

/** What decides which shots a prompt gets. */
export interface ShotSettings {
  readonly count: number;
  readonly select: Select;
  readonly order: string;
  readonly seed: number;
  readonly per: 'run' | 'row';
}

/** The row that is asked. */
export interface Query {
  readonly key: string;
  readonly input: string;
}

/** Whether every row has shots of its own. */
export function isPerRow({ select, per }: ShotSettings): boolean {
  return select === 'nearest' || per === 'row';
}

/** Up to `count` examples, none with the rendered input of the query: fewer only where the pool has no more. */
export type Selector = (settings: ShotSettings, query: Query) => readonly Example[];

/** Permutations that hold for all rows are made once. */
export function makeSelector(pool: Pool): Selector {
  const { examples } = pool;
  const shared = memo((seed: number) => permute(examples, seed));
  const sharedQueues = memo((seed: number) => queuesByLabel(shared(seed)));
  const fingerprints = memo(() => examples.map(({ key }) => fingerprint(key)));
  const ownPermutation = latest((seed: number, key: string) =>
    permuteFor(examples, fingerprints(0), fingerprint(seed, key)),
  );
  const ownQueues = latest((seed: number, key: string) => queuesByLabel(ownPermutation(seed, key)));

  return ({ count, select, seed, per }, query) => {
    if (count === 0) return [];
    if (select === 'nearest') return nearest(pool, count, query);
    if (select === 'first') return takeOthers(examples, count, query);
    const own = per === 'row';
    return select === 'balanced'
      ? takeInTurn(own ? ownQueues(seed, query.key) : sharedQueues(seed), count, query)
      : takeOthers(own ? ownPermutation(seed, query.key) : shared(seed), count, query);
  };
}

function memo<T>(make: (seed: number) => T): (seed: number) => T {
  const made = new Map<number, T>();
  return (seed) => {
    const value = made.get(seed) ?? make(seed);
    made.set(seed, value);
    return value;
  };
}

/** Keeps one result: the cells of a row ask for the same one after the other. */
function latest<T>(make: (seed: number, key: string) => T): (seed: number, key: string) => T {
  let last: { seed: number; key: string; value: T } | undefined;
  return (seed, key) => {
    if (last?.seed !== seed || last.key !== key) last = { seed, key, value: make(seed, key) };
    return last.value;
  };
}

/** Sorted by a hash of seed and key: one more row in the file does not reshuffle the others. */
function permute(examples: readonly Example[], seed: number): readonly Example[] {
  return sortedBy(examples, ({ key }) => hashParts(seed, key));
}

/** As `permute`, drawn anew for each row. Rank and place share one number, which sorts ten times faster than pairs. */
function permuteFor(
  examples: readonly Example[],
  fingerprints: readonly number[],
  query: number,
): readonly Example[] {
  const { length } = examples;
  const ranks = Float64Array.from(fingerprints, (own, place) => mix(own, query) * length + place);
  return Array.from(ranks.sort(), (rank) => examples[rank % length]!);
}

/** Ties stay in the order in which they came. */
export function sortedBy<T>(items: Iterable<T>, rank: (item: T) => string | number): T[] {
  return Array.from(items, (item) => ({ item, rank: rank(item) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0))
    .map(({ item }) => item);
}

function takeOthers(ordered: readonly Example[], count: number, query: Query): Example[] {
  const taken: Example[] = [];
  for (const example of ordered) {
    if (taken.length === count) break;
    if (example.input !== query.input) taken.push(example);
  }
  return taken;
}

/** Labels in the order in which they first appear. */
function queuesByLabel(ordered: readonly Example[]): readonly (readonly Example[])[] {
  const queues = new Map<string, Example[]>();
  for (const example of ordered) {
    const queue = queues.get(example.label);
    if (queue) queue.push(example);
    else queues.set(example.label, [example]);
  }
  return [...queues.values()];
}

/** The first of every label, then the second of every label, and so on. */
function takeInTurn(
  queues: readonly (readonly Example[])[],
  count: number,
  query: Query,
): Example[] {
  const others: Example[][] = [];
  for (const queue of queues) {
    if (others.length === count) break;
    const left = takeOthers(queue, count, query);
    if (left.length > 0) others.push(left);
  }
  const turns = Array.from({ length: count }, (_, round) =>
    others.flatMap((queue) => queue[round] ?? []),
  );
  return turns.flat().slice(0, count);
}

/** The most alike first, ties in pool order. */
function nearest(pool: Pool, count: number, query: Query): Example[] {
  const scores = pool.similarities(query.input);
  const best: number[] = [];
  let bar = -Infinity;
  for (let index = 0; index < scores.length; index += 1) {
    const score = scores[index]!;
    if (score <= bar || pool.examples[index]!.input === query.input) continue;
    const place = best.findIndex((other) => scores[other]! < score);
    best.splice(place === -1 ? best.length : place, 0, index);
    if (best.length > count) best.pop();
    if (best.length === count) bar = scores[best.at(-1)!]!;
  }
  return best.map((index) => pool.examples[index]!);
}
