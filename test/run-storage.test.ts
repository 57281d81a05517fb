// A disk that takes no more of a run ends it in order, and what is there then can be gone on with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '../src/report/outcome.ts';
import { terminalReport } from '../src/report/terminal.ts';
import { prepare, run } from '../src/run.ts';
import { disk, type Disk } from '../src/schedule/disk.ts';
import { readResults } from '../src/schedule/read-journal.ts';
import type { World } from '../src/sweep/world.ts';
import { parseOverride } from '../src/task/override.ts';
import { desk } from './command/desk.ts';
import { collect } from './schedule/fixture.ts';

const set = ['grid.shots.count=[0,1]', 'trials=3'].map(parseOverride);
const slots = 2 * 4 * 3;

function full(): never {
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
}

/** Takes so many lines of the journal, and then nothing at all: no outcome, either, unless that is told. */
function smallDisk(lines: number, takesOutcome = false): Disk {
  let left = lines;
  return {
    ...disk,
    open(path) {
      const file = disk.open(path);
      const append = (bytes: string | Uint8Array) => {
        const count = String(bytes).split('\n').length - 1;
        // What is too much together may still be taken one by one.
        if (count > left && count > 1) full();
        left -= count;
        if (left < 0) full();
        file.append(bytes);
      };
      return { ...file, append };
    },
    write(path, bytes) {
      if (left < 0 && !takesOutcome) full();
      disk.write(path, bytes);
    },
  };
}

/** The small task of the desk in 24 requests; everything that is asked is counted. */
function folderOf() {
  const { folder, host } = desk();
  const home = join(folder, '.kshot');
  let asked = 0;
  const world: World = {
    ...host,
    home,
    wrap: (complete) => (request, signal) => {
      asked += 1;
      return complete(request, signal);
    },
  };
  const go = async (changes: Partial<World> = {}): Promise<Outcome> =>
    run(await prepare('task.yaml', { cwd: folder, set }), { ...world, ...changes });
  const path = (name: string) => join(home, 'runs/20260102-030405-colours', name);
  const places = async () => {
    const results = await collect(readResults(path('journal.jsonl')));
    return results.map(({ answer: { cell, row, trial } }) => [cell, row, trial].join(' '));
  };
  return { go, path, places, asked: () => asked };
}

function cannotWrite(name: string): string {
  const path = `.kshot/runs/20260102-030405-colours/${name}`;
  const message = new RegExp(`^cannot write [^ ]*/${path}: the disk is full$`);
  return expect.stringMatching(message) as string;
}

test('a disk that gets full ends a run with exit 3, and says so', async () => {
  const { go, path, places } = folderOf();
  const outcome = await go({ disk: smallDisk(21, true), concurrency: 1 });
  const { exit, halted, cells } = outcome;
  expect({ exit, halted }).toEqual({
    exit: 3,
    halted: { kind: 'storage', why: cannotWrite('journal.jsonl') },
  });
  expect(cells.reduce((sum, { answers }) => sum + answers, 0)).toBe(10);
  expect(await places()).toHaveLength(11);
  expect(JSON.parse(readFileSync(path('outcome.json'), 'utf8'))).toEqual(outcome);
  expect(terminalReport(outcome).split('\n').slice(-3)).toEqual([
    expect.stringMatching(/^stopped: cannot write .*: the disk is full \(exit code 3\)$/),
    'saved as 20260102-030405-colours · kshot show prints it again, --failures lists wrong answers',
    'go on with it: kshot resume 20260102-030405-colours',
  ]);
});

test('where not even the outcome can be written, a run ends as one that was stopped by that', async () => {
  const { go } = folderOf();
  let left = false;
  const write: Disk['write'] = (path, bytes) => {
    if (left) full();
    disk.write(path, bytes);
    left = true;
  };
  const outcome = await go({ disk: { ...disk, write } });
  expect(outcome.exit).toBe(3);
  expect(outcome.halted).toEqual({ kind: 'storage', why: cannotWrite('outcome.json') });
  expect(outcome.cells.map(({ answers }) => answers)).toEqual([12, 12]);
});

test('wherever a disk gets full, resume finishes the run, and counts nothing twice', async () => {
  const whole = await folderOf().go();
  const cases = fc.tuple(fc.nat(2 * slots - 1), fc.boolean(), fc.integer({ min: 1, max: 4 }));
  await fc.assert(
    fc.asyncProperty(cases, async ([lines, takesOutcome, concurrency]) => {
      const { go, path, places, asked } = folderOf();
      const first = await go({ disk: smallDisk(lines, takesOutcome), concurrency });
      expect([first.exit, first.halted?.kind]).toEqual([3, 'storage']);
      const held = new Set(await places());
      const before = asked();
      const again = await go({ resume: path('.') });
      expect(again).toEqual(whole);
      expect(asked() - before).toBe(slots - held.size);
      expect((await places()).toSorted()).toEqual([...new Set(await places())].toSorted());
      expect(await places()).toHaveLength(slots);
    }),
    { numRuns: 15 },
  );
}, 30_000);
