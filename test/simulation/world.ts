// A seed in, a small world out: a server with its faults, rows and cells to ask it about, and what must come of it.
import { fingerprint, seededRandom, type Random } from '../../src/base/random.ts';
import type { Row } from '../../src/dataset/row.ts';
import type { Cell } from '../../src/grid/cells.ts';
import { makeRequest, type Request } from '../../src/plan/request.ts';
import { promptText } from '../../src/prompt/prompt.ts';
import type { Provider, Transport } from '../../src/provider/provider.ts';
import { cellsOf, rowOf } from '../schedule/fixture.ts';
import { failedWith, providerOf } from '../schedule/providers.ts';
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
  return {
    random,
    rows,
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
      return sign % 17 === 0 ? 'fails' : { text: `answer ${sign % 5}` };
    },
  };
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

/** `isSafe` tells whether a request is in the journal already; `locked` whether the key is refused. */
export function makeServer(
  world: SmallWorld,
  time: Time,
  isSafe: (request: Request) => boolean,
  locked: boolean,
): Server {
  const { random, limit, perMinute, truth } = world;
  const offences: string[] = [];
  const times: number[] = [];
  const inARow = new Map<string, number>();
  let [sent, faults, underWay] = [0, 0, 0];
  const check = (request: Request): void => {
    sent += 1;
    underWay += 1;
    times.push(time.clock());
    if (underWay > limit) offences.push(`${underWay} under way, of ${limit}`);
    if (isSafe(request)) offences.push(`${nameOf(request)} was in the journal and is sent again`);
    const recent = times.filter((at) => at > time.clock() - 1000).length;
    // A bucket that is full at the start, and what flows in meanwhile.
    if (perMinute !== undefined && recent > (2 * perMinute) / 60 + 1)
      offences.push(`${recent} in a second, of ${perMinute} a minute`);
  };
  const transport: Transport = async (request, signal) => {
    check(request);
    try {
      await time.sleep(1 + Math.floor(random() * 400), signal);
    } finally {
      underWay -= 1;
    }
    if (locked) return failedWith(401);
    const right = truth(request);
    if (right === 'fails') return failedWith(400);
    const row = (inARow.get(nameOf(request)) ?? 0) + 1;
    const fault = row > mostInARow ? 1 : random();
    inARow.set(nameOf(request), fault < 0.15 ? row : 0);
    if (fault < 0.15) faults += 1;
    if (fault < 0.05) return failedWith(429, { waitMs: Math.floor(random() * 3000) });
    if (fault < 0.1) return failedWith(500);
    if (fault < 0.15) return failedWith(503, { kind: 'network' });
    return {
      status: 'done',
      ...right,
      finish: 'stop',
      finishRaw: 'stop',
      usage: { in: 7, out: 2 },
    };
  };
  const provider = providerOf(transport, {
    limits: { concurrency: limit, requests_per_minute: perMinute },
    concurrency: { start: limit, fixed: true },
    wire: ({ prompt, params }) => ({
      method: 'POST',
      url: 'http://acme/v1',
      headers: {},
      body: { prompt: promptText(prompt), ...params },
    }),
  });
  return { provider, sent: () => sent, faults: () => faults, offences };
}

export function nameOf({ cell, row, trial }: Pick<Request, 'cell' | 'row' | 'trial'>): string {
  return `${cell.id} ${row.key} ${trial}`;
}
