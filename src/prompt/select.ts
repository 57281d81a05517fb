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

/** Up to `count` examples, none with the rendered input of the query: fewer only where the pool has no more. */
export type Selector = (settings: ShotSettings, query: Query) => readonly Example[];

/** Permutations that hold for all rows are made once. */
export function makeSelector(pool: Pool): Selector {
  const { examples } = pool;
  const shared = memo((seed: number) => permute(examples, seed));
  const sharedQueues = memo((seed: number) => queuesByLabel(shared(seed)));
  const fingerprints = memo(() => examples.map(({ key }) => fingerprint(key)));
  const ownPermutation = (seed: number, { key }: Query) =>
    permuteFor(examples, fingerprints(0), fingerprint(seed, key));

  return ({ count, select, seed, per }, query) => {
    if (count === 0) return [];
    if (select === 'nearest') return nearest(pool, count, query);
    if (select === 'first') return takeOthers(examples, count, query);
    const own = per === 'row' ? ownPermutation(seed, query) : undefined;
    return select === 'balanced'
      ? takeInTurn(own ? queuesByLabel(own) : sharedQueues(seed), count, query)
      : takeOthers(own ?? shared(seed), count, query);
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

/** Sorted by a hash of seed and key: one more row in the file does not reshuffle the others. */
function permute(examples: readonly Example[], seed: number): readonly Example[] {
  return sortedBy(examples, ({ key }) => hashParts(seed, key));
}

/** As `permute`, drawn anew for each row. */
function permuteFor(
  examples: readonly Example[],
  fingerprints: readonly number[],
  query: number,
): readonly Example[] {
  const order = sortedBy(fingerprints.keys(), (index) => mix(fingerprints[index]!, query));
  return order.map((index) => examples[index]!);
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
  const others = queues.map((queue) => takeOthers(queue, count, query));
  const rounds = Math.max(0, ...others.map(({ length }) => length));
  const turns = Array.from({ length: rounds }, (_, round) =>
    others.flatMap((queue) => queue[round] ?? []),
  );
  return turns.flat().slice(0, count);
}

/** The most alike first, ties in pool order. */
function nearest(pool: Pool, count: number, query: Query): Example[] {
  const scores = pool.similarities(query.input);
  const best: number[] = [];
  for (const [index, example] of pool.examples.entries()) {
    if (example.input === query.input) continue;
    const score = scores[index]!;
    if (best.length === count && score <= scores[best.at(-1)!]!) continue;
    const place = best.findIndex((other) => scores[other]! < score);
    best.splice(place === -1 ? best.length : place, 0, index);
    if (best.length > count) best.pop();
  }
  return best.map((index) => pool.examples[index]!);
}
