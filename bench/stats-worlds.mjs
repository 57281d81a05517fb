// Worlds whose truth is known, from which the statistics draw.
import { seededRandom } from '../dist/base/random.js';
import { normalQuantile } from '../dist/stats/normal-quantile.js';

const smallest = 2 ** -33;

/** Draws of a standard normal. */
export function normals(...seed) {
  const random = seededRandom(...seed);
  return () => normalQuantile(Math.max(smallest, random()));
}

/** Scores of the same rows before and after: 0 or 1, with pass rates, and how alike two runs are behind them. */
export function reruns({ before, after, alike }, ...seed) {
  const draw = normals('reruns', ...seed);
  const [first, second] = [normalQuantile(before), normalQuantile(after)];
  const rest = Math.sqrt(1 - alike * alike);
  return (n) => {
    const [a, b] = [new Float64Array(n), new Float64Array(n)];
    for (let row = 0; row < n; row += 1) {
      const easy = draw();
      a[row] = easy < first ? 1 : 0;
      b[row] = alike * easy + rest * draw() < second ? 1 : 0;
    }
    return [a, b];
  };
}

/** Skewed scores in [0, 1] of mean 0.8, most of them high: the largest of four uniform draws. */
export function skewed(...seed) {
  const random = seededRandom('skewed', ...seed);
  return (n) =>
    Float64Array.from({ length: n }, () => Math.max(random(), random(), random(), random()));
}

/** The same before and after: 60 % of the rows as they were, the others drawn anew. */
export function skewedReruns(...seed) {
  const random = seededRandom('skewed reruns', ...seed);
  const draw = skewed('reruns', ...seed);
  return (n) => {
    const [a, anew] = [draw(n), draw(n)];
    return [a, a.map((score, row) => (random() < 0.6 ? score : anew[row]))];
  };
}

/** Scores that change in few rows: by up to 1 either way in a share of them, downwards `down` times out of one. */
export function sparse({ share, down, size }, ...seed) {
  const random = seededRandom('sparse', ...seed);
  return (n) => {
    const a = new Float64Array(n).fill(0.5);
    const b = a.map((score) => {
      if (random() >= share) return score;
      return score + (random() < down ? -1 : 1) * size(random());
    });
    return [a, b];
  };
}

/**
 * Scores in clusters of 3 to 13 rows that have much in common (intraclass correlation 0.4): graded ones of mean 0.5, or 0 and 1
 * with mean 0.7, before and after.
 */
export function clustered(kind, ...seed) {
  const random = seededRandom('clustered', kind, ...seed);
  const draw = normals('clustered', kind, ...seed);
  const limit = normalQuantile(0.7);
  const alike = kind === 'binary' ? 0.6 : 0.4;
  const scoreOf = (x) => (kind === 'binary' ? Number(x < limit) : 0.5 + 0.1 * x);
  const score = (common) => scoreOf(Math.sqrt(alike) * common + Math.sqrt(1 - alike) * draw());
  return (count) => {
    const [a, b, clusters] = [[], [], []];
    for (let cluster = 0; cluster < count; cluster += 1) {
      const size = 3 + Math.floor(random() * 11);
      const [before, after] = [draw(), draw()];
      for (let row = 0; row < size; row += 1) {
        a.push(score(before));
        b.push(score(after));
        clusters.push(cluster);
      }
    }
    return { a, b, clusters };
  };
}

/**
 * Labels in clusters of 3 to 13 rows, and two systems that are right equally often, each in other clusters (correlation 0.6 of what
 * lies behind a right answer, which comes to about 0.4 between the answers themselves).
 */
export function labelledClusters(...seed) {
  const random = seededRandom('labelled clusters', ...seed);
  const draw = normals('labelled clusters', ...seed);
  const limit = normalQuantile(0.75);
  return (count) => {
    const [gold, a, b, clusters] = [[], [], [], []];
    for (let cluster = 0; cluster < count; cluster += 1) {
      const size = 3 + Math.floor(random() * 11);
      const common = [draw(), draw()];
      for (let row = 0; row < size; row += 1) {
        const label = Math.floor(random() * 3);
        const answer = (shared) =>
          Math.sqrt(0.6) * shared + Math.sqrt(0.4) * draw() < limit ? label : (label + 1) % 3;
        gold.push(label);
        a.push(answer(common[0]));
        b.push(answer(common[1]));
        clusters.push(cluster);
      }
    }
    return { gold, a, b, clusters };
  };
}

/** Labels, a fifth of them rare, and two systems that are right equally often. */
export function labelled(...seed) {
  const random = seededRandom('labelled', ...seed);
  const answer = (label) => (random() < 0.8 ? label : Math.floor(random() * 3));
  return (n) => {
    const gold = Array.from({ length: n }, () => {
      const draw = random();
      return draw < 0.6 ? 0 : draw < 0.8 ? 1 : 2;
    });
    const a = gold.map(answer);
    return { gold, a, b: a.map((label, row) => (random() < 0.5 ? label : answer(gold[row]))) };
  };
}
