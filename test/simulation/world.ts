// A seed in, a small world out: a server with its faults, rows and cells to ask it about, and what must come of it.
import { fingerprint, seededRandom, type Random } from '../../src/base/random.ts';
import type { Row } from '../../src/dataset/row.ts';
import type { Cell } from '../../src/grid/cells.ts';
import { makeRequest, type Request } from '../../src/plan/request.ts';
import { promptText } from '../../src/prompt/prompt.ts';
import type { Failed } from '../../src/provider/completion.ts';
import type { Provider, Transport } from '../../src/provider/provider.ts';
import { cellsOf, rowOf } from '../schedule/fixture.ts';
import { failedWith, providerOf } from '../schedule/providers.ts';
import type { RacePlan } from '../../src/sweep/plan-race.ts';
import { racePlanOf } from './raced.ts';
import type { Time } from './time.ts';

export interface SmallWorld {
  readonly random: Random;
  readonly rows: readonly Row[];
  readonly cells: readonly Cell[];
  readonly trials: number;
  /** Requests under way at once at most, and a minute. */
  readonly limit: number;
  readonly perMinute: number | undefined;
  readonly requestOf: (cell: Cell, row: Row, trial: number) => Request;
  /** Of the answer to a request, what a judge is asked; undefined in a world without one. */
  readonly questionOf?: (request: Request, answer: string) => Request;
  /** How the cells race; undefined in a world where every cell answers every row. */
  readonly race?: RacePlan;
  /** What is right for a request: an answer, or that it fails for good. */
  readonly truth: (request: Request) => { readonly text: string } | 'fails';
}

const between = (random: Random, least: number, most: number) =>
  least + Math.floor(random() * (most - least + 1));

export function makeWorld(seed: number): SmallWorld {
  const random = seededRandom('world', seed);
  const rows = Array.from({ length: between(random, 2, 9) }, (_, index) => rowOf(index));
  const points = Array.from({ length: between(random, 1, 3) }, (_, index) => index / 10);
  const cells = cellsOf(
    ...points.map((temperature) => ({ axes: { temperature }, settings: { model: 'acme:m' } })),
  );
  // Some rows ask the same, and some worlds have a beginning that is worth remembering.
  const texts = rows.map((_, index) => (random() < 0.2 ? 'twin' : `row ${index}`));
  const instruction = random() < 0.5 ? 'Begin. '.repeat(200) : '';
  const judged = fingerprint(seed, 'judged') % 3 === 0;
  const raced = cells.length > 1 ? [0, 0, 1, 2][fingerprint(seed, 'raced') % 4] : 0;
  return {
    random,
    rows,
    ...(judged ? { questionOf } : {}),
    ...(raced ? { race: racePlanOf(cells.length, rows.length, raced === 1 ? 0.6 : 1) } : {}),
    cells,
    trials: between(random, 1, 2),
    limit: between(random, 1, 6),
    perMinute: random() < 0.3 ? 600 : undefined,
    requestOf: (cell, row, trial) =>
      makeRequest(cell, row, trial, {
        parts: [
          { kind: 'instruction', text: instruction },
          { kind: 'query', text: texts[row.index]! },
        ],
        shots: [],
      }),
    truth(request) {
      const { prompt, params, trial } = request;
      const sign = fingerprint(seed, promptText(prompt), params.temperature ?? 0, trial);
      return sign % 17 === 0 && !isQuestion(request) ? 'fails' : { text: `answer ${sign % 5}` };
    },
  };
}

/** Equal answers of a cell are one question. */
function questionOf(request: Request, answer: string): Request {
  const prompt = { parts: [{ kind: 'query', text: `judge ${answer}` }], shots: [] } as const;
  return { ...request, trial: 0, prompt };
}

export function isQuestion({ prompt }: Request): boolean {
  return promptText(prompt).startsWith('judge ');
}

export interface Server {
  readonly provider: Provider;
  readonly sent: () => number;
  readonly faults: () => number;
  /** What the rules were broken by. */
  readonly offences: readonly string[];
}

/** A request that fails more often is given up. */
const mostInARow = 4;

export interface ServerOptions {
  readonly time: Time;
  /** Whether a request is in the journal already. */
  readonly isSafe: (request: Request) => boolean;
  /** Whether the key is refused. */
  readonly locked: boolean;
}

export function makeServer(world: SmallWorld, { time, isSafe, locked }: ServerOptions): Server {
  const { random, truth } = world;
  const inARow = new Map<string, number>();
  const { offences, arrive, leave, arrived } = makeWatch(world, time, isSafe);
  let faults = 0;
  const transport: Transport = async (request, signal) => {
    arrive(request);
    await time.sleep(1 + Math.floor(random() * 400), signal).finally(leave);
    if (locked) return failedWith(401);
    const right = truth(request);
    if (right === 'fails') return failedWith(400);
    const name = nameOf(request);
    const before = inARow.get(name) ?? 0;
    const fault = before === mostInARow ? undefined : faultOf(random);
    inARow.set(name, fault ? before + 1 : 0);
    faults += fault ? 1 : 0;
    const usage = { in: 7, out: 2 };
    return fault ?? { status: 'done', ...right, finish: 'stop', finishRaw: 'stop', usage };
  };
  return { provider: providerFor(world, transport), sent: arrived, faults: () => faults, offences };
}

function faultOf(random: Random): Failed | undefined {
  const draw = random();
  if (draw < 0.05) return failedWith(429, { waitMs: Math.floor(random() * 3000) });
  if (draw < 0.1) return failedWith(500);
  return draw < 0.15 ? failedWith(503, { kind: 'network' }) : undefined;
}

/** Holds what comes against the limits. */
function makeWatch(
  { limit, perMinute = Infinity }: SmallWorld,
  time: Time,
  isSafe: ServerOptions['isSafe'],
) {
  const offences: string[] = [];
  const times: number[] = [];
  let underWay = 0;
  // A bucket that is full at the start, and what flows in meanwhile.
  const perSecond = (2 * perMinute) / 60 + 1;
  return {
    offences,
    arrived: () => times.length,
    leave: () => void (underWay -= 1),
    arrive: (request: Request) => {
      underWay += 1;
      times.push(time.clock());
      if (underWay > limit) offences.push(`${underWay} under way, of ${limit}`);
      if (isSafe(request)) offences.push(`${nameOf(request)} was in the journal and is sent again`);
      const recent = times.filter((at) => at > time.clock() - 1000).length;
      if (recent > perSecond) offences.push(`${recent} in a second, of ${perSecond}`);
    },
  };
}

function providerFor({ limit, perMinute }: SmallWorld, transport: Transport): Provider {
  return providerOf(transport, {
    limits: { concurrency: limit, requests_per_minute: perMinute },
    concurrency: { start: limit, fixed: true },
    wire: ({ prompt, params }) => ({
      method: 'POST',
      url: 'http://acme/v1',
      headers: {},
      body: { prompt: promptText(prompt), ...params },
    }),
  });
}

export function nameOf({ cell, row, trial }: Pick<Request, 'cell' | 'row' | 'trial'>): string {
  return `${cell.id} ${row.key} ${trial}`;
}
