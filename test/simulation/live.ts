// A seed in; a run lives through kills, power cuts, interrupts and lost keys until it is done; what broke the rules out.
import { fingerprint } from '../../src/base/random.ts';
import type { Row } from '../../src/dataset/row.ts';
import type { Request } from '../../src/plan/request.ts';
import { composeComplete } from '../../src/schedule/complete.ts';
import type { Disk } from '../../src/schedule/disk.ts';
import { makeHalt } from '../../src/schedule/halt.ts';
import { openJournal } from '../../src/schedule/journal.ts';
import type { JournalLine } from '../../src/schedule/journal-line.ts';
import { pairs, readJournal } from '../../src/schedule/read-journal.ts';
import { openStore } from '../../src/schedule/cache/store.ts';
import type { ScoreBoard } from '../../src/score/scorers.ts';
import { openLedger, type Ledger } from '../../src/stats/ledger.ts';
import { makeTally, type Tally } from '../../src/stats/tally.ts';
import { ask } from '../../src/sweep/ask.ts';
import { registryOf } from '../schedule/providers.ts';
import { makeTime } from './time.ts';
import { unsafeDisk } from './unsafe-disk.ts';
import { makeServer, makeWorld, nameOf, type SmallWorld } from './world.ts';

const journalPath = '/run/journal.jsonl';
const asItIs = Object.assign((text: string) => text, { suspects: () => false });

const board: ScoreBoard = {
  metrics: [{ name: 'm', kind: 'graded', better: 'higher', range: [0, 1] }],
  score: async (completion) =>
    completion.status === 'failed'
      ? { scores: [], expected: [] }
      : { scores: [{ status: 'scored', value: valueOf(completion.text) }], expected: [] },
};

function valueOf(text: string): number {
  return (fingerprint(text) % 10) / 7;
}

const ends = ['kill', 'kill', 'power cut', 'interrupt', 'lost key'] as const;
type End = (typeof ends)[number] | undefined;

export interface Life {
  readonly sessions: number;
  readonly sent: number;
  readonly offences: readonly string[];
}

/** `spoil` plays a disk that breaks its word. */
export async function live(seed: number, spoil = (disk: Disk) => disk): Promise<Life> {
  const world = makeWorld(seed);
  const { random } = world;
  const plan: End[] = Array.from(
    { length: Math.floor(random() * 4) },
    () => ends[Math.floor(random() * ends.length)],
  );
  const hard = unsafeDisk();
  const offences: string[] = [];
  let [now, sent, allowed] = [0, 0, world.cells.length * world.rows.length * world.trials];
  let tally: Tally | undefined;
  for (const [session, end] of [...plan, undefined].entries()) {
    const lived = await liveOnce({ world, hard, session, end, start: now, spoil });
    now = lived.now;
    sent += lived.sent;
    allowed += lived.faults + (end === undefined ? 0 : world.limit);
    // What a power cut took may be asked again.
    if (end === 'power cut' || end === 'lost key') allowed = Infinity;
    offences.push(...lived.offences);
    tally = lived.ledger.tally;
  }
  if (sent > allowed) offences.push(`${sent} sent, of ${allowed} that may be`);
  offences.push(...compare(world, tally!), ...repeats(hard.textOf(journalPath)));
  return { sessions: plan.length + 1, sent, offences };
}

interface Session {
  readonly world: SmallWorld;
  readonly hard: ReturnType<typeof unsafeDisk>;
  readonly session: number;
  readonly end: End;
  readonly start: number;
  readonly spoil: (disk: Disk) => Disk;
}

async function liveOnce({ world, hard, session, end, start, spoil }: Session) {
  const { cells, rows, trials, random, limit } = world;
  const time = makeTime(start);
  const disk = spoil(hard.disk());
  const interrupt = new AbortController();
  const halt = makeHalt(interrupt.signal);
  const journal = openJournal(journalPath, { disk, redact: asItIs, sleep: time.sleep });
  const safe = new Set(donePlaces(hard.textOf(journalPath)));
  const server = makeServer(
    world,
    time,
    (request) => safe.has(nameOf(request)),
    end === 'lost key',
  );
  const shape = { cells: cells.length, rows: rows.length, trials, metrics: 1 };
  const ledger = await openLedger(
    { tally: makeTally(shape), journal, board, cells },
    { pairs: pairs(readJournal(journalPath, disk)), rows: each(rows) },
  );
  const composed = await composeComplete(cells, {
    registry: registryOf({ acme: server.provider }),
    surroundings: { env: {}, now: time.clock, folder: '/' },
    signal: halt.signal,
    clock: time.clock,
    sleep: time.sleep,
    concurrency: limit,
    cache: { open: () => cacheOn(disk, session, time.clock), redact: asItIs },
    onFatal: (model, { why }) => halt.fatal(`${model}: ${why}`),
  });
  const watched: Ledger = {
    ...ledger,
    async record(request, completion) {
      await ledger.record(request, completion);
      if (completion.status === 'done') safe.add(nameOf(request));
    },
  };
  const asked = ask(blocks(world, ledger), composed, {
    ledger: watched,
    halt,
    cells,
    priceOf: () => undefined,
  });
  const run = asked
    .then(() => journal.sync())
    .then(() => composed.close())
    .then(() => journal.close());
  let steps = Math.floor(random() * 40);
  await time.run(run, () => {
    steps -= 1;
    if (end === 'interrupt' && steps === 0) interrupt.abort();
    return (end === 'kill' || end === 'power cut') && steps < 0;
  });
  const held = new Set(donePlaces(hard.textOf(journalPath)));
  const lost = [...safe].filter((place) => !held.has(place));
  if (end === 'power cut') hard.cutPower(random);
  else hard.kill();
  halt.close();
  run.catch(() => undefined);
  return {
    now: time.clock(),
    sent: server.sent(),
    faults: server.faults(),
    offences: [...server.offences, ...lost.map((place) => `${place} was written down and is lost`)],
    ledger,
  };
}

function cacheOn(disk: Disk, session: number, clock: () => number) {
  let files = 0;
  return openStore('/cache', {
    disk,
    owner: { pid: session + 1, host: 'a' },
    isAlive: () => false,
    unique: () => `${session}x${(files += 1)}`,
    now: () => new Date(Date.UTC(2026, 0) + clock()),
    warn: () => undefined,
    limits: { segmentAnswers: 4, segmentBytes: 100_000, mergeAt: 2 },
  });
}

async function* each(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

async function* blocks(
  { rows, cells, trials, requestOf }: SmallWorld,
  ledger: Ledger,
): AsyncGenerator<Request[]> {
  for (const row of rows)
    yield cells.flatMap((cell) =>
      Array.from({ length: trials }, (_, trial) => trial).flatMap((trial) =>
        ledger.wants(cell, row, trial) ? [requestOf(cell, row, trial)] : [],
      ),
    );
}

function linesOf(text: string): JournalLine[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as JournalLine]));
}

function donePlaces(text: string): string[] {
  return linesOf(text).flatMap((line) =>
    line.kind === 'answer' && line.status === 'done'
      ? [`${line.cell} ${line.row} ${line.trial}`]
      : [],
  );
}

/** Nothing is in the journal twice. */
function repeats(text: string): string[] {
  const places = donePlaces(text);
  return places
    .filter((place, at) => places.indexOf(place) !== at)
    .map((place) => `${place} is in the journal twice`);
}

/** Nothing is lost, and the result is the same whatever happened. */
function compare({ cells, rows, trials, truth, requestOf }: SmallWorld, tally: Tally): string[] {
  return cells.flatMap((cell) => {
    const right = rows.map((row) =>
      Array.from({ length: trials }, (_, trial) => truth(requestOf(cell, row, trial))),
    );
    const answers = right.map((each) =>
      each.flatMap((one) => (one === 'fails' ? [] : [valueOf(one.text)])),
    );
    const { answers: answered, failed } = tally.counts(cell.index);
    const count = answers.flat().length;
    const means = answers
      .filter(({ length }) => length > 0)
      .map((each) => each.reduce((a, b) => a + b, 0) / each.length);
    const wanted = JSON.stringify([count, rows.length * trials - count, means]);
    const got = JSON.stringify([answered, failed, [...tally.rowMeans(cell.index, 0)]]);
    return got === wanted ? [] : [`${cell.id} came to ${got}, not to ${wanted}`];
  });
}
