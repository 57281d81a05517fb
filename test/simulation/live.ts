// A seed in; a run lives through kills, power cuts, interrupts and lost keys until it is done; what broke the rules out.
import type { Row } from '../../src/dataset/row.ts';
import { recordKey, type Request } from '../../src/plan/request.ts';
import { composeComplete } from '../../src/schedule/complete.ts';
import type { Disk } from '../../src/schedule/disk.ts';
import { makeHalt, type Halt } from '../../src/schedule/halt.ts';
import { openJournal } from '../../src/schedule/journal.ts';
import { pairs, readJournal } from '../../src/schedule/read-journal.ts';
import { openStore } from '../../src/schedule/cache/store.ts';
import type { ScoreBoard } from '../../src/score/scorers.ts';
import { openLedger, type Ledger } from '../../src/stats/ledger.ts';
import { makeTally, type Tally } from '../../src/stats/tally.ts';
import { ask } from '../../src/sweep/ask.ts';
import { registryOf } from '../schedule/providers.ts';
import { racedBlocks } from './raced.ts';
import { askedIn, compare, valueOf } from './truth.ts';
import { donePlaces, questionsIn, repeats } from './journal-text.ts';
import { makeTime, type Time } from './time.ts';
import { unsafeDisk, type UnsafeDisk } from './unsafe-disk.ts';
import {
  isQuestion,
  makeServer,
  makeWorld,
  nameOf,
  type Server,
  type SmallWorld,
} from './world.ts';

const journalPath = '/run/journal.jsonl';
const asItIs = Object.assign((text: string) => text, { suspects: () => false });

/** The score hangs on the answer, or on what a judge says to it. */
function boardOf({ questionOf }: SmallWorld): ScoreBoard {
  return {
    metrics: [{ name: 'm', kind: 'graded', better: 'higher', range: [0, 1] }],
    async score(completion, _row, { request, tools }) {
      if (completion.status === 'failed') return { scores: [], expected: [] };
      const { text } = completion;
      const question = questionOf?.(request!, text);
      const verdict = question ? await tools!.ask!(question, request!) : completion;
      if (verdict.status === 'failed') throw new Error(`no verdict: ${verdict.why}`);
      return { scores: [{ status: 'scored', value: valueOf(verdict.text) }], expected: [] };
    },
  };
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
  const requests = world.trials * askedIn(world).reduce((sum, rows) => sum + rows, 0);
  let [now, sent, allowed] = [0, 0, world.questionOf ? 2 * requests : requests];
  let tally: Tally | undefined;
  for (const [session, end] of [...plan, undefined].entries()) {
    const cut = plan.slice(0, session).includes('power cut');
    const lived = await liveOnce({ world, hard, session, end, start: now, spoil, cut });
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
  readonly hard: UnsafeDisk;
  readonly session: number;
  readonly end: End;
  readonly start: number;
  readonly spoil: (disk: Disk) => Disk;
  /** A power cut may have taken from the cache what the journal still has. */
  readonly cut: boolean;
}

/** From the start of a process to its end, whichever that is. */
async function liveOnce(own: Session) {
  const { world, hard, end } = own;
  const time = makeTime(own.start);
  const interrupt = new AbortController();
  const halt = makeHalt(interrupt.signal);
  const safe = new Set(donePlaces(hard.textOf(journalPath)));
  const asked = new Set(own.cut ? [] : questionsIn(hard.textOf(journalPath)));
  const locked = end === 'lost key';
  const server = makeServer(world, {
    time,
    locked,
    isSafe: (request) =>
      isQuestion(request) ? asked.has(recordKey(request)) : safe.has(nameOf(request)),
  });
  const { run, ledger } = await begin(own, { time, halt, server, safe });
  let steps = Math.floor(world.random() * 40);
  await time.run(run, () => {
    steps -= 1;
    if (end === 'interrupt' && steps === 0) interrupt.abort();
    return (end === 'kill' || end === 'power cut') && steps < 0;
  });
  const held = new Set(donePlaces(hard.textOf(journalPath)));
  const lost = [...safe].filter((place) => !held.has(place));
  if (end === 'power cut') hard.cutPower(world.random);
  else hard.kill();
  halt.close();
  const { sent, faults, offences } = server;
  const losses = lost.map((place) => `${place} was written down and is lost`);
  const now = time.clock();
  return { now, sent: sent(), faults: faults(), offences: [...offences, ...losses], ledger };
}

interface Beginning {
  readonly time: Time;
  readonly halt: Halt;
  readonly server: Server;
  /** Takes what is in the journal. */
  readonly safe: Set<string>;
}

async function begin({ world, hard, session, spoil }: Session, parts: Beginning) {
  const { time, halt, server, safe } = parts;
  const { cells, rows, trials, limit } = world;
  const { clock, sleep } = time;
  const disk = spoil(hard.disk());
  const journal = openJournal(journalPath, { disk, redact: asItIs, sleep });
  const shape = { cells: cells.length, rows: rows.length, trials, kinds: ['graded' as const] };
  const ledger = await openLedger(
    { tally: makeTally(shape), journal, board: boardOf(world), cells },
    { pairs: pairs(readJournal(journalPath, disk)), rows: each(rows) },
  );
  const composed = await composeComplete(cells, {
    registry: registryOf({ acme: server.provider }),
    surroundings: { env: {}, now: clock, folder: '/' },
    signal: halt.signal,
    clock,
    sleep,
    concurrency: limit,
    cache: { open: async () => cacheOn(disk, session, clock), redact: asItIs },
    onFatal: (model, { why }) => halt.fatal(`${model}: ${why}`),
  });
  const record: Ledger['record'] = async (request, completion, tools) => {
    await ledger.record(request, completion, tools);
    if (completion.status === 'done') safe.add(nameOf(request));
  };
  const isPaid = () => true;
  const asking = {
    ledger: { ...ledger, record },
    halt,
    cells,
    priceOf: () => undefined,
    isPaid,
    apart: world.race !== undefined,
  };
  const end = async (): Promise<void> => {
    await ask(
      world.race ? racedBlocks(world, world.race, ledger) : blocks(world, ledger),
      composed,
      asking,
    );
    await journal.sync();
    await composed.close();
    journal.close();
  };
  const run = end();
  // After a kill nobody waits for it.
  run.catch(() => undefined);
  return { run, ledger };
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
