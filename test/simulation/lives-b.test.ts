import { expect, test } from 'vitest';
import type { Disk, DiskFile } from '../../src/schedule/disk.ts';
import { offencesIn } from './lives.ts';

test(
  'runs live through kills, power cuts, lost keys and faults: seeds 5,000 to 9,999',
  { timeout: 300_000 },
  async () => {
    expect(await offencesIn(5000, 10_000)).toEqual([]);
  },
);

/** Files whose appends go through `change`. */
function spoiled(change: (append: DiskFile['append']) => DiskFile['append']) {
  return (disk: Disk): Disk => ({
    ...disk,
    open: (path) => {
      const file = disk.open(path);
      return path.endsWith('.jsonl') ? { ...file, append: change(file.append) } : file;
    },
  });
}

test('a disk that drops what it is given is seen', async () => {
  const forgetful = spoiled((append) => {
    let count = 0;
    return (bytes) => ((count += 1) % 5 === 0 ? undefined : append(bytes));
  });
  expect((await offencesIn(0, 100, forgetful)).length).toBeGreaterThan(0);
});

test('a disk that writes everything twice is seen', async () => {
  const stammering = spoiled((append) => (bytes) => {
    append(bytes);
    append(bytes);
  });
  expect((await offencesIn(0, 100, stammering)).length).toBeGreaterThan(0);
});
