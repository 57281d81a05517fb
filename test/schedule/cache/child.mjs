// A process that works on a store that others work on as well: node child.mjs TASK FOLDER FROM COUNT. It runs the built files.
import { createHash } from 'node:crypto';
import { openStore } from '../../../dist/schedule/cache/store.js';
import { prune } from '../../../dist/schedule/cache/upkeep.js';
import { thisProcess } from '../../../dist/schedule/cache/this-process.js';
import { disk } from '../../../dist/schedule/disk.js';

const [task, folder, from, count] = process.argv.slice(2);
const first = Number(from);
const last = first + Number(count);

const warnings = [];
const now = () => new Date();
const options = {
  disk,
  now,
  warn: (text) => warnings.push(text),
  limits: { segmentAnswers: 50, mergeAt: 3 },
  ...thisProcess(now),
};

const keyOf = (name) => createHash('sha256').update(`${name}`).digest('hex');
const textOf = (name) => JSON.stringify({ text: ` answer ${name} “ü”` });

/** Those of the names that are not found, and those that are found with another text. */
const wrong = [];
function look(store, name, must) {
  const text = store.get(keyOf(name));
  if (text === undefined ? must : text !== textOf(name)) wrong.push([name, text]);
}

const tasks = {
  /** Puts its own, and looks at its own and at those of all. */
  write() {
    const store = openStore(folder, options);
    for (let name = first; name < last; name += 1) {
      store.put(keyOf(name), textOf(name));
      look(store, first + ((name * 31) % (name - first + 1)), true);
      look(store, (name * 17) % 5000, false);
    }
    for (let name = first; name < last; name += 1) look(store, name, true);
    store.close();
  },
  /** Opens the store again and again. */
  read() {
    for (let round = 0; round < 30; round += 1) {
      const store = openStore(folder, options);
      for (let name = first; name < last; name += 1) look(store, name, false);
      store.close();
    }
  },
  /** Makes segments, merges indexes, and removes what is oldest. */
  prune() {
    for (let round = 0; round < 30; round += 1) {
      const store = openStore(folder, options);
      for (let name = first; name < last; name += 1) store.put(keyOf(name), textOf(name));
      store.close();
      prune(folder, options, { most: 100_000 });
    }
  },
  /** Tells of each answer that it was kept, until it is killed. */
  async putForEver() {
    const store = openStore(folder, options);
    for (let name = first; ; name += 1) {
      store.put(keyOf(name), textOf(name));
      await new Promise((resolve) => process.send({ kept: name }, resolve));
    }
  },
};

await tasks[task]();
process.send({ wrong, warnings });
