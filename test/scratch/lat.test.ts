import { expect, test } from 'vitest';
import { scripted } from '../servers/scripted.ts';
import { online, realTime } from '../command/online.ts';
test('latency', async () => {
  let differs = 0;
  for (let i = 0; i < 6; i++) {
    const server = await scripted();
    const own = online({ url: server.url, rows: 40, world: realTime });
    await own.run();
    const a = own.outcome().cells[0]!.latency;
    await own.resume();
    const b = own.outcome().cells[0]!.latency;
    if (JSON.stringify(a) !== JSON.stringify(b)) {
      differs++;
      console.log(a, b);
    }
  }
  expect(differs).toBe(0);
});
