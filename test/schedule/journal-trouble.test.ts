// What a journal does where a process was killed, or the disk is in trouble.
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { disk } from '../../src/schedule/disk.ts';
import { answerLine } from '../../src/schedule/journal-line.ts';
import { readJournal } from '../../src/schedule/read-journal.ts';
import {
  collect,
  done,
  journalAt,
  messageOf,
  requestOf,
  rowOf,
  temporaryFolder,
} from './fixture.ts';
import { virtualTime } from './virtual-time.ts';

test('a torn last line is cut off on the next open, wherever it is torn', () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const first = journalAt(path);
  void first.append(answerLine(requestOf(), done('ä\u2028')));
  first.close();
  const whole = readFileSync(path);
  for (let length = 0; length < whole.length; length += 1) {
    writeFileSync(path, Buffer.concat([whole, whole.subarray(0, length)]));
    const again = journalAt(path);
    void again.append(answerLine(requestOf(), done('ä\u2028')));
    again.close();
    expect(readFileSync(path)).toEqual(Buffer.concat([whole, whole]));
  }
});

test('of a journal that is nothing but a torn line nothing is left', () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  writeFileSync(path, '{"kind":"answer","row":"r0"');
  const journal = journalAt(path);
  expect([journal.isEmpty(), readFileSync(path, 'utf8')]).toEqual([true, '']);
  journal.close();
});

test('a torn line may be longer than what is looked at in one go', () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  for (const length of [65_535, 65_536, 65_537, 200_000]) {
    writeFileSync(path, `{}\n{"text":"${'a'.repeat(length)}`);
    journalAt(path).close();
    expect(readFileSync(path, 'utf8')).toBe('{}\n');
  }
});

/** Throws what the promise rejects with. */
async function failureOf(promise: Promise<unknown>): Promise<() => unknown> {
  const error = await promise.catch((reason: unknown) => reason);
  return () => {
    throw error;
  };
}

/** A disk whose files take so many bytes more, each. */
function smallDisk(room: number) {
  return {
    ...disk,
    open(path: string) {
      const file = disk.open(path);
      const append = (bytes: string | Uint8Array) => {
        room -= Buffer.byteLength(bytes);
        if (room >= 0) return file.append(bytes);
        throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      };
      return { ...file, append };
    },
  };
}

test('a full disk is told as such, with the file; what was written before stays', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'journal.jsonl');
  const journal = journalAt(path, { disk: smallDisk(300) });
  const append = (row: number) =>
    journal.append(answerLine(requestOf({ row: rowOf(row) }), done('')));
  await append(0);
  await append(1);
  const message = messageOf(await failureOf(append(2)), folder);
  journal.close();
  expect(message).toMatchInlineSnapshot(`
    "error[cannot-write]: cannot write ./journal.jsonl: the disk is full
      = help: what was answered until then is kept: make room, then go on with kshot resume"
  `);
  expect((await collect(readJournal(path))).map(({ row }) => row)).toEqual(['r0', 'r1']);
});

test.runIf(process.platform === 'linux')('so is one that the system says is full', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'journal.jsonl');
  symlinkSync('/dev/full', path);
  const journal = journalAt(path);
  const message = messageOf(
    await failureOf(journal.append(answerLine(requestOf(), done('')))),
    folder,
  );
  journal.close();
  expect(message).toMatchInlineSnapshot(`
    "error[cannot-write]: cannot write ./journal.jsonl: the disk is full
      = help: what was answered until then is kept: make room, then go on with kshot resume"
  `);
});

test('a journal whose folder is gone cannot be opened', () => {
  const folder = temporaryFolder();
  expect(messageOf(() => journalAt(join(folder, 'gone/journal.jsonl')), folder))
    .toMatchInlineSnapshot(`
    "error[cannot-write]: cannot write ./gone/journal.jsonl: its folder is gone
      = help: what was answered until then is kept: make room, then go on with kshot resume"
  `);
});

/** A disk that counts how often it is asked to be safe, and does it when told. */
function countingDisk(sync: () => Promise<void> = () => Promise.resolve()) {
  const syncs: number[] = [];
  const time = virtualTime();
  const open = (path: string) => {
    const note = () => {
      syncs.push(time.clock());
      return sync();
    };
    return { ...disk.open(path), sync: note };
  };
  return { time, syncs, options: { disk: { ...disk, open }, sleep: time.sleep } };
}

test('lines are safe from a power cut one second after the first of them, and not more often', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const { time, syncs, options } = countingDisk();
  const journal = journalAt(path, options);
  const append = () => journal.append(answerLine(requestOf(), done('')));
  await time.pass(5000);
  expect(syncs).toEqual([]);
  for (let line = 0; line < 10; line += 1) void append();
  await time.pass(600);
  void append();
  await time.pass(399);
  expect(syncs).toEqual([]);
  await time.pass(1);
  expect(syncs).toEqual([6000]);
  await time.pass(5000);
  expect(syncs).toEqual([6000]);
  void append();
  await time.pass(2500);
  expect(syncs).toEqual([6000, 12_000]);
  await journal.sync();
  expect(syncs).toEqual([6000, 12_000, 13_500]);
  journal.close();
});

test('nothing is synced after the close', async () => {
  const path = join(temporaryFolder(), 'journal.jsonl');
  const { time, syncs, options } = countingDisk();
  const journal = journalAt(path, options);
  void journal.append(answerLine(requestOf(), done('')));
  journal.close();
  await time.pass(5000);
  expect(syncs).toEqual([]);
});

test('a disk in trouble is told by the sync that is waited for, not by one in the background', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'journal.jsonl');
  const trouble = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
  const { time, options } = countingDisk(() => Promise.reject(trouble));
  const journal = journalAt(path, options);
  void journal.append(answerLine(requestOf(), done('')));
  await time.pass(5000);
  const error: unknown = await journal.sync().catch((thrown: unknown) => thrown);
  journal.close();
  const thrown = () => {
    throw error;
  };
  expect(messageOf(thrown, folder)).toMatchInlineSnapshot(`
    "error[cannot-write]: cannot write ./journal.jsonl: the disk does not answer
      = help: what was answered until then is kept: make room, then go on with kshot resume"
  `);
});

test('a sync that failed in the background is not forgotten, even when the next one succeeds', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'journal.jsonl');
  const trouble = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
  const answers = [() => Promise.reject(trouble)];
  const { time, options, syncs } = countingDisk(() => answers.pop()?.() ?? Promise.resolve());
  const journal = journalAt(path, options);
  const append = () => journal.append(answerLine(requestOf(), done('')));
  void append();
  await time.pass(1000);
  expect(syncs).toEqual([1000]);
  const message = `error[cannot-write]: cannot write ./journal.jsonl: the disk does not answer
  = help: what was answered until then is kept: make room, then go on with kshot resume`;
  expect(messageOf(await failureOf(append()), folder)).toBe(message);
  await expect(journal.sync()).rejects.toThrow('the disk does not answer');
  journal.close();
  expect(await collect(readJournal(path))).toHaveLength(1);
});
