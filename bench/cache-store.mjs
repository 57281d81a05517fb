// What the store of the answer cache costs, beside a Map in memory with a plain append to one file.
// Usage: node bench/cache-store.mjs [answers] [bytes of each]. Takes the built files of dist; needs so much of the disk.
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openStore } from '../dist/schedule/cache/store.js';
import { thisProcess } from '../dist/schedule/cache/this-process.js';
import { disk } from '../dist/schedule/disk.js';

const [answers = 1_000_000, bytes = 3000] = process.argv.slice(2).map(Number);
const lookups = 200_000;
const now = () => new Date();
const warn = (text) => console.error(text);

const keyOf = (number) => createHash('sha256').update(String(number)).digest('hex');
const filling = 'The review is short and kind, and says why. '.repeat(Math.ceil(bytes / 44));
const textOf = (number) => `{"text":"${number} ${filling.slice(0, bytes - 20)}"}`;

const parts = { put: putAll, look: lookAll, plain: plainAll };
const part = process.env.BENCH_PART;
if (part) process.send(parts[part](process.env.BENCH_FOLDER));
else await measure();

/** Each part has a process of its own: what one keeps in memory is none of another's. */
async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'kshot-cache-store-'));
  try {
    console.log(`${answers} answers of ${bytes} bytes`);
    for (const [name, where] of [
      ['put', 'store'],
      ['look', 'store'],
      ['plain', 'plain'],
    ]) {
      const env = { ...process.env, BENCH_PART: name, BENCH_FOLDER: join(folder, where) };
      const child = fork(new URL(import.meta.url), process.argv.slice(2), {
        env,
        execArgv: ['--expose-gc'],
      });
      const [lines] = await Promise.race([once(child, 'message'), failed(child)]);
      for (const line of lines) console.log(line);
      if (name === 'look') rmSync(env.BENCH_FOLDER, { recursive: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function failed(child) {
  const [code] = await once(child, 'exit');
  throw new Error(`a part of the bench ended with ${code}`);
}

function putAll(folder) {
  const store = openStore(folder, { disk, now, warn, ...thisProcess(now) });
  let slowest = 0;
  const put = timed('store: put', answers, (number) => {
    const key = keyOf(number);
    const begun = performance.now();
    store.put(key, textOf(number));
    slowest = Math.max(slowest, performance.now() - begun);
  });
  const begun = performance.now();
  store.close();
  const closing = performance.now() - begun;
  return [put, line('store: slowest put', slowest, 'ms'), line('store: close', closing, 'ms')];
}

function lookAll(folder) {
  const options = { disk, now, warn, ...thisProcess(now) };
  openStore(join(folder, 'none'), options).close();
  const before = memory();
  const begun = performance.now();
  const store = openStore(folder, options);
  const opening = performance.now() - begun;
  const opened = memory() - before;
  const miss = timed('store: miss', lookups, (number) => store.get(keyOf(answers + number)));
  const hit = timed('store: hit', lookups, (number) => store.get(keyOf(spread(number))).length);
  const used = memory() - before;
  store.close();
  return [
    line('store: open', opening, 'ms'),
    line('store: memory after open', opened, 'MB'),
    line('store: memory after lookups', used, 'MB'),
    miss,
    hit,
  ];
}

function plainAll(path) {
  const file = openSync(path, 'a+');
  const before = memory();
  const places = new Map();
  let end = 0;
  const put = timed('plain: put', answers, (number) => {
    const key = keyOf(number);
    const record = Buffer.from(`${key} ${textOf(number)}\n`);
    writeSync(file, record);
    places.set(key, [end, record.length]);
    end += record.length;
  });
  const used = memory() - before;
  const miss = timed('plain: miss', lookups, (number) => places.get(keyOf(answers + number)));
  const hit = timed('plain: hit', lookups, (number) => {
    const [offset, length] = places.get(keyOf(spread(number)));
    const record = Buffer.allocUnsafe(length);
    readSync(file, record, 0, length, offset);
    return record.toString('utf8', 65, length - 1).length;
  });
  closeSync(file);
  return [put, miss, hit, line('plain: memory', used, 'MB')];
}

/** All over the store, not in the order of writing. */
function spread(number) {
  return (number * 7919) % answers;
}

/** What is held, not what waits to be collected. */
function memory() {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

/** Without the hash of the key and the making of the text. */
function timed(name, count, work) {
  const hashing = performance.now();
  for (let number = 0; number < Math.min(count, lookups); number += 1) keyOf(number);
  const perKey = (performance.now() - hashing) / Math.min(count, lookups);
  const begun = performance.now();
  for (let number = 0; number < count; number += 1) work(number);
  const each = ((performance.now() - begun) / count - perKey) * 1000;
  return `${line(name, each, 'µs')}   ${Math.round(1e6 / each)
    .toLocaleString('en')
    .padStart(9)} a second`;
}

function line(name, value, unit) {
  return `${name.padEnd(28)} ${value.toFixed(value < 100 ? 1 : 0).padStart(8)} ${unit}`;
}
