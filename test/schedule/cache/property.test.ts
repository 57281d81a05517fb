import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openStore, type Store } from '../../../src/schedule/cache/store.ts';
import { prune, statsOf } from '../../../src/schedule/cache/upkeep.ts';
import { disk } from '../../../src/schedule/disk.ts';
import { temporaryFolder } from '../fixture.ts';
import { keyOf, makeWorld, namesIn, upTo, type World } from './fixture.ts';

/** The store, the process that has it open, and what must be found. */
interface Model {
  readonly folder: string;
  readonly world: World;
  store: Store;
  pid: number;
  puts: number;
  readonly texts: Map<number, string>;
  /** What this process put last. */
  last?: number | undefined;
}

type Step = (model: Model) => void;

const some = fc.integer({ min: 0, max: 19 });

function open(model: Model): void {
  model.pid += 1;
  model.world.living.add(model.pid);
  model.store = openStore(
    model.folder,
    model.world.as({ owner: { pid: model.pid, host: 'here' } }),
  );
  model.last = undefined;
}

const put = (name: number): Step => {
  return (model) => {
    const text = JSON.stringify((model.puts += 1));
    model.store.put(keyOf(name), text);
    model.texts.set(name, text);
    model.last = name;
  };
};

const reopen: Step = (model) => {
  model.store.close();
  open(model);
};

/** Killed: nothing is sealed, and so many bytes of the last record are missing. */
const crash = (missing: number): Step => {
  return (model) => {
    const { world, folder, pid, texts, last } = model;
    world.living.delete(pid);
    const segment = namesIn(folder, '.answers').findLast((name) => name.includes(`Z-${pid}-`));
    if (missing > 0 && last !== undefined && segment !== undefined) {
      const path = join(folder, segment);
      truncateSync(path, statSync(path).size - missing);
      texts.set(last, '?');
    }
    open(model);
  };
};

const oldest = (most: number): Step => {
  return (model) => {
    const { folder, world, texts } = model;
    const before = statsOf(folder, disk);
    const gone = prune(folder, world, { most });
    const after = statsOf(folder, disk);
    expect([gone.segments, gone.bytes]).toEqual([
      before.segments - after.segments,
      before.bytes - after.bytes,
    ]);
    if (gone.segments > 0) for (const name of texts.keys()) texts.set(name, '?');
  };
};

const spoilIndexes: Step = ({ folder }) => {
  for (const name of namesIn(folder, '.index')) writeFileSync(join(folder, name), 'spoilt');
};

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: some.map(put) },
  { weight: 3, arbitrary: fc.constant(reopen) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 50).map(crash) },
  { weight: 1, arbitrary: fc.constantFrom(0, 200, 1000).map(oldest) },
  { weight: 1, arbitrary: fc.constant(spoilIndexes) },
);

/** Where a text may be lost, any is right. */
function namesFoundWrong({ store, texts }: Model): number[] {
  return upTo(20).filter((name) => {
    const wanted = texts.get(name);
    return wanted !== '?' && store.get(keyOf(name)) !== wanted;
  });
}

test('it agrees with a map, whatever happens', () => {
  fc.assert(
    fc.property(
      fc.record({
        steps: fc.array(step, { maxLength: 60, size: 'max' }),
        segmentAnswers: fc.integer({ min: 1, max: 6 }),
        mergeAt: fc.integer({ min: 2, max: 4 }),
      }),
      ({ steps, ...limits }) => {
        const folder = temporaryFolder();
        const world = makeWorld(limits);
        world.living.add(1);
        const store = openStore(folder, world);
        const model: Model = { folder, world, store, pid: 1, puts: 0, texts: new Map() };
        for (const each of steps) {
          each(model);
          expect(namesFoundWrong(model)).toEqual([]);
        }
        reopen(model);
        expect(namesFoundWrong(model)).toEqual([]);
        model.store.close();
      },
    ),
    { numRuns: 60 },
  );
});
