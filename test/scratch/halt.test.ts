import { expect, test } from 'vitest';
import { scripted } from '../servers/scripted.ts';
import { online, realTime } from '../command/online.ts';

test.each([true, false])(
  'a hung leader, interrupted: ends (same prompts: %s)',
  async (same) => {
    let interrupt = () => {};
    let n = 0;
    const server = await scripted(({ row }) => {
      n += 1;
      if (n === 1) setTimeout(() => interrupt(), 50);
      return true;
    });
    const rows =
      'id,item,answer\n' +
      Array.from({ length: 40 }, (_, i) => `r${i},${same ? 7 : i},answer ${i}\n`).join('');
    const own = online({
      url: server.url,
      rows: 40,
      files: { 'rows.csv': rows },
      more: `shots: { count: 1, from: pool.csv }`,
      world: {
        ...realTime,
        sleep: async (ms, signal) => realTime.sleep!(Math.min(ms, 100), signal),
      },
    });
    const { writeFileSync } = await import('node:fs');
    writeFileSync(
      `${own.folder}/pool.csv`,
      `id,item,answer\np1,${'x'.repeat(2000)},y\np2,${'z'.repeat(2000)},y\n`,
    );
    ({ interrupt } = own);
    const t = Date.now();
    const r = await own.run({ cache: true });
    console.log(r, n, Date.now() - t);
    expect(r.exit).toBe(130);
  },
  20000,
);
