// A seed in; a run of a thousand requests is killed at moments drawn from it until it ends by itself; what broke the rules out.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { seededRandom, type Random } from '../../src/base/random.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { startServer, type Received, type Server } from './server.ts';
import {
  inFlight,
  makeFolder,
  outcomeOf,
  resultsOf,
  runsIn,
  start,
  temperatures,
  trials,
  type Ended,
  type Session,
} from './session.ts';

export const requests = 1000;
const rows = requests / temperatures.length / trials;

export interface Variation {
  readonly cache: boolean;
  /** How long the beginning is that all prompts share. */
  readonly prefix: number;
}

export interface Life {
  readonly kills: number;
  readonly received: number;
  readonly faults: number;
  /** Of each kill how many answers were asked for, or given, and did not come to be in the journal. */
  readonly lost: readonly number[];
  readonly exit: number | null;
  readonly outcome: Outcome;
  readonly offences: readonly string[];
}

/** A life in which nothing happens. */
export async function undisturbed(variation: Variation): Promise<Life> {
  const server = await startServer({});
  return liveWith(server, variation, async (session) => session.ended);
}

export async function live(seed: number, variation: Variation): Promise<Life> {
  const server = await startServer({ seed, faults: 0.05 });
  const random = seededRandom('torture', seed);
  return liveWith(server, variation, (session, life) => endOrKill(session, life, random));
}

interface Living {
  readonly server: Server;
  readonly folder: string;
  readonly kills: number;
}

type Await = (session: Session, life: Living) => Promise<Ended>;

async function liveWith(server: Server, variation: Variation, end: Await): Promise<Life> {
  const { path: folder, remove } = makeFolder({ url: server.url, rows, prefix: variation.prefix });
  const flags = variation.cache ? [] : ['--no-cache'];
  /** Of each kill what the journal held by then, and how many requests the server had received. */
  const held: { readonly names: ReadonlySet<string>; readonly received: number }[] = [];
  try {
    for (let command = ['run', 'task.yaml']; ; command = ['resume']) {
      const session = start(folder, [...command, ...flags]);
      const ended = await end(session, { server, folder, kills: held.length });
      const received = await server.received();
      const names = (await resultsOf(onlyRun(folder))).map(({ name }) => name);
      if (ended.exit === null) held.push({ names: new Set(names), received: received.length });
      else return await judge(folder, { ended, held, received });
    }
  } finally {
    server.stop();
    remove();
  }
}

/** Less than half of the requests: every life has two kills at least. */
const mostBetweenKills = 400;

/** Ends it after so many more requests and a moment; or, now and then, at a moment when it may have sent nothing yet. */
async function endOrKill(session: Session, life: Living, random: Random): Promise<Ended> {
  const { server, folder, kills } = life;
  const moment = random();
  const early = kills > 0 && random() < 0.2;
  const more = 100 + Math.floor((mostBetweenKills - 100) * random());
  const before = (await server.received()).length;
  const wait = async () => {
    if (early) return setTimeout(300 * moment);
    await server.reached(before + more);
    for (let at = before + more; kills === 0 && !holdsWrongRow(folder); at += 10)
      await server.reached(at);
    return setTimeout(5 * moment);
  };
  const ended = await Promise.race([session.ended, wait()]);
  if (ended) return ended;
  session.signal('SIGKILL');
  return session.ended;
}

function onlyRun(folder: string): string {
  return runsIn(folder)[0]!;
}

/** Whether the answer that makes the gate fail is in the journal, with its score. */
function holdsWrongRow(folder: string): boolean {
  const journal = readFileSync(join(onlyRun(folder), 'journal.jsonl'), 'utf8');
  return /^\{"kind":"score","cell":"\w+","row":"r0",.*"exact_match":0/m.test(journal);
}

interface Past {
  readonly ended: Ended;
  readonly held: readonly { readonly names: ReadonlySet<string>; readonly received: number }[];
  readonly received: readonly Received[];
}

async function judge(folder: string, { ended, held, received }: Past): Promise<Life> {
  const offences: string[] = [];
  const kills = held.length;
  const faults = received.filter(({ fault }) => fault !== undefined).length;
  const results = await resultsOf(onlyRun(folder));
  const distinct = new Set(results.map(({ name }) => name)).size;
  if (results.length !== requests || distinct !== requests)
    offences.push(`${results.length} results, ${distinct} of them distinct`);
  offences.push(
    ...results.filter((result) => !isRight(result)).map(({ name, said }) => `${name}: ${said}`),
  );
  const outcome = outcomeOf(onlyRun(folder));
  const counted = outcome.cells.reduce((sum, { answers, failed }) => sum + answers + failed, 0);
  if (counted !== requests) offences.push(`the outcome counts ${counted} results`);
  for (const { names, received: before } of held)
    for (const { name } of received.slice(before))
      if (names.has(name)) offences.push(`${name} was in the journal and is sent again`);
  if (received.length > requests + faults + kills * inFlight)
    offences.push(`${received.length} received, with ${faults} faults and ${kills} kills`);
  const lost = held.map(({ names, received: until }, at) => {
    const since = received.slice(held[at - 1]?.received ?? 0, until);
    return since.filter(({ name, fault }) => fault === undefined && !names.has(name)).length;
  });
  return { kills, received: received.length, faults, lost, exit: ended.exit, outcome, offences };
}

function isRight({ name, said }: { readonly name: string; readonly said: string }): boolean {
  const row = name.slice(1, name.indexOf(' '));
  const right = { 0: ' wrong', 1: 'HTTP 400: this row is refused' }[row] ?? ` answer ${row}`;
  return said === right;
}

/** Without what differs from run to run; the cache may have given what a kill kept from the journal. */
export function figuresOf({ run: _run, seconds: _seconds, cells, ...outcome }: Outcome): object {
  const figures = cells.map(({ latency: _latency, cached: _cached, paid: _paid, ...cell }) => cell);
  return { ...outcome, cells: figures };
}
