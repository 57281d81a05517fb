// A grid of eight cells that can be raced, and a stand-in for the model that answers it.
import { join } from 'node:path';
import { fingerprint, seededRandom } from '../../src/base/random.ts';
import type { Request } from '../../src/plan/request.ts';
import type { Completion } from '../../src/provider/completion.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import { prepare, run } from '../../src/run.ts';
import type { World } from '../../src/sweep/world.ts';
import { parseOverride } from '../../src/task/override.ts';
import { desk } from '../command/desk.ts';
import { done } from '../schedule/fixture.ts';

const colours = ['red', 'green'];
const rows = Array.from({ length: 120 }, (_, row) => `r${row},thing ${row},${colours[row % 2]}`);
export const files = { 'things.csv': ['id,thing,colour', ...rows].join('\n') };
export const grid = ['grid.temperature=[0,0.1,0.2,0.3,0.4,0.5,0.6,0.7]', 'shots=0'];

/** Right in 95 % of the rows at temperature 0.3, in fewer the farther from it; some requests fail. */
export function answerTo({ cell, row, trial }: Request, failing: number): Completion {
  const temperature = cell.settings.params.temperature!;
  const draw = (what: string) => (fingerprint(what, row.key, temperature, trial) % 1000) / 1000;
  if (draw('fails') < failing) return { status: 'failed', why: 'no answer' };
  const isRight = draw('right') < 0.95 - Math.abs(temperature - 0.3);
  const right = colours.indexOf(row.values['colour'] as string);
  return done(` ${colours[isRight ? right : 1 - right]}`, { usage: { in: 10, out: 1 } });
}

interface Options {
  readonly set?: readonly string[];
  readonly failing?: number;
}

export function raceIn({ set = [], failing = 0 }: Options = {}) {
  const { folder, host } = desk(files);
  const home = join(folder, '.kshot');
  const asked: string[] = [];
  const go = async (changes: Partial<World> = {}, seed = 0): Promise<Outcome> => {
    const random = seededRandom('turns', seed);
    const wrap: World['wrap'] = () => async (request) => {
      for (let turns = Math.floor(4 * random()); turns > 0; turns -= 1)
        await new Promise((resolve) => void setImmediate(resolve));
      asked.push(`${request.cell.name} ${request.row.key} ${request.trial}`);
      return answerTo(request, failing);
    };
    const overrides = [...grid, 'sweep=race', ...set].map(parseOverride);
    const prepared = await prepare('task.yaml', { cwd: folder, set: overrides });
    return run(prepared, { ...host, home, wrap, ...changes });
  };
  const path = join(home, 'runs/20260102-030405-colours');
  return { go, asked, path };
}
