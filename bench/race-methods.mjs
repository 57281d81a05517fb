// Ways to find the best cell of a grid that is known in full; each says which it took, how many calls that took, and whom it
// called beaten. Rows come in an order that is random by construction.
import { pairedT } from '../dist/stats/paired-t.js';
import { openRace } from '../dist/sweep/race.js';

const block = { rows: 5, answers: 32 };

const sumOf = (scores, rows) => {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) sum += scores[row];
  return sum;
};

const bestOf = (grid, cells, rows) => {
  const sums = cells.map((cell) => sumOf(grid[cell], rows));
  return cells[sums.indexOf(Math.max(...sums))];
};

const all = (grid) => grid.map((_, cell) => cell);

export function raced(budget) {
  return (grid) => {
    const rows = grid[0].length;
    const race = openRace({
      cells: grid.length,
      rows,
      confidence: 0.95,
      budget,
      block,
      pinned: [],
    });
    for (let next = race.next(), from = 0; next; next = race.next()) {
      const to = from + next.rows;
      race.settle(next.cells.map((cell) => grid[cell].subarray(from, to)));
      from = to;
    }
    const { best, calls, lanes } = race.standing();
    const beaten = lanes.flatMap(({ state }, cell) => (state === 'beaten' ? [cell] : []));
    return { cell: best[0], calls, beaten };
  };
}

/** All cells on the same part of the rows. */
export function sampled(share) {
  return (grid) => {
    const rows = Math.round(share * grid[0].length);
    return { cell: bestOf(grid, all(grid), rows), calls: rows * grid.length, beaten: [] };
  };
}

/** Successive halving (Karnin et al. 2013) on paired rows: each round has the same budget and drops the worse half. */
export function halved(share) {
  return (grid) => {
    const [cells, rows] = [grid.length, grid[0].length];
    const rounds = Math.ceil(Math.log2(cells));
    const each = (share * cells * rows) / rounds;
    let left = all(grid);
    let seen = 0;
    let calls = 0;
    for (let round = 0; round < rounds && left.length > 1; round += 1) {
      const more = Math.min(rows - seen, Math.floor(each / left.length));
      seen += more;
      calls += more * left.length;
      const sums = new Map(left.map((cell) => [cell, sumOf(grid[cell], seen)]));
      const order = left.toSorted((a, b) => sums.get(b) - sums.get(a));
      left = order.slice(0, Math.ceil(left.length / 2));
    }
    return { cell: bestOf(grid, left, seen), calls, beaten: [] };
  };
}

/** F-race by repeated t-tests (Birattari 2002; CAPO 2025 takes 0.2): after every 10 rows a cell is dropped that differs from the best. */
export function tested(alpha) {
  return (grid) => {
    const rows = grid[0].length;
    let left = all(grid);
    let calls = 0;
    let seen = 0;
    const beaten = [];
    while (seen < rows && left.length > 1) {
      const more = Math.min(10, rows - seen);
      seen += more;
      calls += more * left.length;
      const best = bestOf(grid, left, seen);
      const [leader, ...others] = [best, ...left].map((cell) => grid[cell].subarray(0, seen));
      const lost = left.filter(
        (cell, index) => cell !== best && pairedT(leader, others[index]).p < alpha,
      );
      beaten.push(...lost);
      left = left.filter((cell) => !lost.includes(cell));
    }
    return { cell: bestOf(grid, left, seen), calls, beaten };
  };
}
