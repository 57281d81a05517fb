// What the race costs and how often it finds the cell that the full grid would, beside other ways to save calls, in simulated
// grids that are known in full. Usage: node bench/race.mjs [share of the runs, 1 unless given]. Takes the built files of dist;
// the same figures on every machine.
import { gridsOf, scenarios } from './race-worlds.mjs';
import { halved, raced, sampled, tested } from './race-methods.mjs';

const [share = 1] = process.argv.slice(2).map(Number);
const sizes = [
  { cells: 24, rows: 200, runs: 300 },
  { cells: 48, rows: 500, runs: 300 },
  { cells: 96, rows: 1000, runs: 150 },
];
const methods = {
  'race, budget 1': raced(1),
  'race, budget 1/2': raced(1 / 2),
  'race, budget 1/3': raced(1 / 3),
  'race, budget 1/4': raced(1 / 4),
  'same rows, 25 % of them': sampled(1 / 4),
  'successive halving, 25 %': halved(1 / 4),
  'repeated t-test, 0.2': tested(0.2),
  'repeated t-test, 0.05': tested(0.05),
};

/** The calls in per cent of the full grid that were simulated when the race was chosen: clear, near, equal, real. */
const expected = {
  '24 race, budget 1': [49, 65, 87, 53],
  '48 race, budget 1': [29, 50, 84, 37],
  '96 race, budget 1': [18, 39, 81, 27],
  '24 race, budget 1/3': [31, 34, 34, 32],
  '48 race, budget 1/3': [25, 33, 33, 28],
  '96 race, budget 1/3': [18, 31, 33, 23],
};

const faults = [];

function simulate({ cells, rows, runs }, scenario) {
  const times = Math.max(20, Math.round(share * runs));
  const draw = gridsOf(scenario, { cells, rows });
  const totals = Object.keys(methods).map(() => ({ calls: 0, same: 0, wrong: 0, loss: 0 }));
  for (let run = 0; run < times; run += 1) {
    const grid = draw();
    const sums = grid.map((scores) => scores.reduce((sum, score) => sum + score, 0));
    const most = Math.max(...sums);
    for (const [index, method] of Object.values(methods).entries()) {
      const { cell, calls, beaten } = method(grid);
      const total = totals[index];
      total.calls += calls / (cells * rows);
      total.same += Number(sums[cell] === most);
      total.loss += (most - sums[cell]) / rows;
      total.wrong += Number(beaten.some((each) => sums[each] === most));
    }
  }
  return totals.map((total) => {
    const mean = Object.entries(total).map(([key, sum]) => [key, (100 * sum) / times]);
    return { ...Object.fromEntries(mean), times };
  });
}

/** More than that is not chance in so many runs. */
const chance = (rate, times) => 3 * Math.sqrt((rate * (100 - rate)) / times);

function check(size, name, results) {
  const wanted = expected[`${size.cells} ${name}`];
  for (const [index, { calls, same, wrong, times }] of results.entries()) {
    const at = `${size.cells} × ${size.rows}, ${scenarios[index]}, ${name}`;
    if (wanted && Math.abs(calls - wanted[index]) > 5)
      faults.push(`${at}: ${calls.toFixed(1)} % of the calls, not ${wanted[index]} %`);
    if (name.startsWith('race') && wrong > 5 + chance(5, times))
      faults.push(`${at}: the best cell was dropped in ${wrong.toFixed(1)} %`);
    if (name === 'race, budget 1' && same < 99 - chance(99, times))
      faults.push(`${at}: the same winner in ${same.toFixed(1)} % only`);
  }
}

console.log(
  'Calls in % of the full grid | same winner in % | best cell called beaten in % | points lost',
);
for (const size of sizes) {
  const columns = scenarios.map((scenario) => simulate(size, scenario));
  console.log(
    `\n${`${size.cells} cells × ${size.rows} rows`.padEnd(26)}${scenarios.map((each) => each.padEnd(26)).join('')}`,
  );
  for (const [index, name] of Object.keys(methods).entries()) {
    const results = columns.map((column) => column[index]);
    const fields = results.map(({ calls, same, wrong, loss }) =>
      [calls.toFixed(1).padStart(5), same.toFixed(1), wrong.toFixed(1), loss.toFixed(2)]
        .join(' | ')
        .padEnd(26),
    );
    console.log(`${name.padEnd(26)}${fields.join('')}`);
    check(size, name, results);
  }
}
for (const fault of faults) console.log(`FELL SHORT: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
