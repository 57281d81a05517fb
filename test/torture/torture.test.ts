import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figuresOf, live, requests, undisturbed, type Life, type Variation } from './life.ts';

// Real processes, real kills. bench/torture.mjs runs it for longer.

const { CI, KSHOT_TORTURE_REPORT: report } = process.env;
const { KSHOT_TORTURE_RUNS: runs = CI ? '50' : '20' } = process.env;

/** Beside each other: most of a life is waiting. */
const lanes = 3;

function variationOf(seed: number): Variation {
  return { cache: seed % 5 === 0, prefix: seed % 2 === 0 ? 0 : 1600 };
}

async function lives(count: number): Promise<Life[]> {
  const results: Life[] = [];
  let next = 0;
  const lane = async () => {
    for (let seed = (next += 1); seed <= count; seed = next += 1)
      results[seed - 1] = await live(seed, variationOf(seed));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

test(
  `${runs} runs of ${requests} requests are killed again and again; nothing is lost, nothing asked twice, and all come to the same`,
  { timeout: 8000 * Number(runs) + 60_000 },
  async () => {
    const [plain, long] = await Promise.all(
      [0, 1600].map((prefix) => undisturbed({ cache: false, prefix })),
    );
    expect([plain, long].map((life) => [life!.exit, life!.received, life!.offences])).toEqual([
      [1, requests, []],
      [1, requests, []],
    ]);
    const lived = await lives(Number(runs));
    if (report !== undefined) writeFileSync(report, JSON.stringify(lived));
    const offences = lived.flatMap((life, at) =>
      life.offences.map((offence) => `seed ${at + 1}: ${offence}`),
    );
    expect(offences).toEqual([]);
    for (const [at, { exit, outcome }] of lived.entries()) {
      const { prefix } = variationOf(at + 1);
      const expected = prefix === 0 ? plain! : long!;
      expect({ seed: at + 1, exit, ...figuresOf(outcome) }).toEqual({
        seed: at + 1,
        exit: 1,
        ...figuresOf(expected.outcome),
      });
    }
    expect(lived.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(lived.length);
  },
);
