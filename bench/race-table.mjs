// The calls that a race without a budget takes, in % of the full grid, by the size of the grid: what `kshot check` tells
// beforehand (src/sweep/expected-share.ts). Usage: node bench/race-table.mjs [runs, 60 unless given].
import { gridsOf } from './race-worlds.mjs';
import { raced } from './race-methods.mjs';

const [runs = 60] = process.argv.slice(2).map(Number);
const whole = raced(1);

function callsOf(scenario, size) {
  const draw = gridsOf(scenario, size);
  let calls = 0;
  for (let run = 0; run < runs; run += 1) calls += whole(draw()).calls;
  return Math.round((100 * calls) / (runs * size.cells * size.rows));
}

for (const scenario of ['clear', 'real', 'near'])
  for (const cells of [6, 12, 24, 48, 96]) {
    const shares = [50, 100, 200, 500, 1000, 2000].map((rows) =>
      callsOf(scenario, { cells, rows }),
    );
    console.log(`${scenario} ${cells}: [${shares.join(', ')}]`);
  }
