import { expect, test } from 'vitest';
import { offencesIn } from './lives.ts';

// One half; lives-b.test.ts is the other, so that two cores share the work.

test(
  'runs live through kills, power cuts, lost keys and faults: seeds 0 to 4,999',
  { timeout: 300_000 },
  async () => {
    expect(await offencesIn(0, 5000)).toEqual([]);
  },
);
