// Grids whose scores are known in full: every cell answers every row with 0 or 1.
import { seededRandom } from '../dist/base/random.js';
import { normalQuantile } from '../dist/stats/normal-quantile.js';
import { normals } from './stats-worlds.mjs';

/** What the cells score in truth. */
const truths = {
  /** One is 6 points ahead of the next, the rest up to 14 behind that. */
  clear: (cells, random) =>
    Array.from({ length: cells }, (_, cell) => (cell === 0 ? 0.8 : 0.74 - 0.14 * random())),
  /** A quarter lie within 2 points, the rest up to 18 below. */
  near: (cells, random) =>
    Array.from({ length: cells }, (_, cell) =>
      cell < cells / 4 ? 0.75 - 0.02 * random() : 0.73 - 0.16 * random(),
    ),
  equal: (cells) => Array.from({ length: cells }, () => 0.7),
  /**
   * Fitted to the 160 grids of 30 templates that Voronov et al. 2024 published (yandex-research/mind-your-format,
   * non_ensemble_runs.csv: direct, random shots of seed 59): the best cell 38 to 96 % right, the worst 20 to 60 points
   * below, a third of the cells within 6 points, half of them within 11.
   */
  real: (cells, random) => {
    const best = 0.38 + 0.58 * random();
    const spread = Math.min(best - 0.02, 0.2 + 0.42 * random());
    const flat = 0.1 + 0.8 * random();
    return Array.from({ length: cells }, () => {
      const rank = random();
      return best - spread * (flat * rank + (1 - flat) * rank ** 4);
    });
  },
};

export const scenarios = Object.keys(truths);

/** Two cells agree on a row as their latent normals correlate: 0.7 makes phi 0.47 at 70 %. */
const alike = 0.7;

/** `scores[cell][row]`, drawn anew with every call. */
export function gridsOf(scenario, { cells, rows }) {
  const random = seededRandom('grids', scenario, cells, rows);
  const draw = normals('grids', scenario, cells, rows);
  const [common, own] = [Math.sqrt(alike), Math.sqrt(1 - alike)];
  return () => {
    const limits = truths[scenario](cells, random).map(normalQuantile);
    const easy = Float64Array.from({ length: rows }, draw);
    return limits.map((limit) =>
      Uint8Array.from(easy, (row) => (common * row + own * draw() < limit ? 1 : 0)),
    );
  };
}
