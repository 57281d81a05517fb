import { expect, onTestFinished, test } from 'vitest';
import { startServer } from './server.ts';
import { inFlight, makeFolder, start } from './session.ts';
import { countOf, expectWhole, requests, rows } from './whole.ts';

/** Answers that are given; all others are held back until the server is released. */
const hold = 100;

/** A run whose server has answered as many requests as it gives, and holds as many as are sent at once. */
async function halfway() {
  const server = await startServer({ hold });
  const { path: folder, remove } = makeFolder({ url: server.url, rows });
  onTestFinished(() => {
    server.stop();
    remove();
  });
  const session = start(folder, ['run', 'task.yaml', '--no-cache']);
  await server.reached(hold + inFlight);
  const resume = () => start(folder, ['resume', '--no-cache']);
  return { server, folder, session, resume };
}

/** Without times, the widths that hang on them, and the name of the run. */
function plain(text: string): string {
  return text
    .replaceAll(/\d{8}-\d{6}-torture/g, 'RUN')
    .replaceAll(/\b[\d.,]+(ms|s)\b/g, 'TIME')
    .replaceAll(/(?<=\S) +/g, ' ')
    .replaceAll(/─+/g, '─');
}

test('at SIGINT what is under way is waited for, the table tells what was answered, and resume does the rest', async () => {
  const { server, folder, session, resume } = await halfway();
  session.signal('SIGINT');
  await session.heard();
  await server.release();
  const { exit, out, err } = await session.ended;
  expect({ exit, err, results: await countOf(folder) }).toEqual({
    exit: 130,
    err: '',
    results: hold + inFlight,
  });
  expect(plain(out)).toMatchInlineSnapshot(`
    "torture · 5 cells × 40 rows × 2 trials = 400 requests · mine:some-model · TIME

    ┌─┬─┬─┬─┬─┬─┬─┬─┐
    │ t │ exact_match │ n │ failed │ truncated │ p50 │ tokens in │ out │
    │ 0 │ 0.923 [0.755, 1.000] │ 13 │ 2 │ 0 │ TIME │ 104 │ 104 │
    │ 0.25 │ 0.917 [0.733, 1.000] │ 12 │ 2 │ 0 │ TIME │ 96 │ 96 │
    │ 0.5 │ 0.917 [0.733, 1.000] │ 12 │ 2 │ 0 │ TIME │ 96 │ 96 │
    │ 0.75 │ 0.917 [0.733, 1.000] │ 12 │ 2 │ 0 │ TIME │ 96 │ 96 │
    │ 1 │ 0.917 [0.733, 1.000] │ 12 │ 2 │ 0 │ TIME │ 96 │ 96 │
    │ (first sentence) │ 0.000 [0.000, 0.107] │ │ │ │ │ │ │
    │ (nearest copy) │ 0.000 [0.000, 0.107] │ │ │ │ │ │ │
    └─┴─┴─┴─┴─┴─┴─┴─┘

    ✗ exact_match >= 1: 0.923 in t=0
    ✗ exact_match >= 1: 0.917 in t=0.25
    ✗ exact_match >= 1: 0.917 in t=0.5
    ✗ exact_match >= 1: 0.917 in t=0.75
    ✗ exact_match >= 1: 0.917 in t=1

    warning: 13 rows only: the intervals are wide, and small differences mean nothing
    warning: some cells were scored on fewer rows than others (12 to 13): they do not compare like with like

    interrupted: the table holds what was answered until then (exit code 130)
    saved as RUN · kshot show prints it again, --failures says why answers failed
    go on with it: kshot resume RUN
    "
  `);
  const again = await resume().ended;
  await expectWhole(folder, again);
  expect((await server.received()).length).toBe(requests);
});

test.each(['SIGTERM', 'SIGHUP'] as const)('%s is as SIGINT', async (signal) => {
  const { server, folder, session, resume } = await halfway();
  session.signal(signal);
  await session.heard();
  await server.release();
  const { exit } = await session.ended;
  expect({ exit, results: await countOf(folder) }).toEqual({
    exit: 130,
    results: hold + inFlight,
  });
  await expectWhole(folder, await resume().ended);
  expect((await server.received()).length).toBe(requests);
});

test('at the second SIGINT it leaves at once, and resume asks again what was under way', async () => {
  const { server, folder, session, resume } = await halfway();
  session.signal('SIGINT');
  await session.heard();
  session.signal('SIGINT');
  const { exit } = await session.ended;
  expect({ exit, results: await countOf(folder) }).toEqual({ exit: 130, results: hold });
  await server.release();
  await expectWhole(folder, await resume().ended);
  expect((await server.received()).length).toBe(requests + inFlight);
});

test('while a process writes to a run no other goes on with it', async () => {
  const { server, folder, session, resume } = await halfway();
  const { exit, out, err } = await resume().ended;
  expect({ exit, out, err: plain(err).replace(/process \d+ on \S+/, 'process 7 on here') }).toEqual(
    {
      exit: 2,
      out: '',
      err: `error[run-busy]: the run RUN is still written to, by process 7 on here
  = help: wait for it; if it is no longer there, delete .kshot/runs/RUN/lock
`,
    },
  );
  await server.release();
  await expectWhole(folder, await session.ended);
  expect((await server.received()).length).toBe(requests);
});

test('of several that go on with a killed run at once one does, and the others are refused', async () => {
  const { server, folder, session, resume } = await halfway();
  session.signal('SIGKILL');
  await session.ended;
  const all = [resume(), resume(), resume()].map(({ ended }) => ended);
  let refused = 0;
  const others = new Promise<void>((resolve) => {
    for (const ended of all) void ended.then(() => (refused += 1) === 2 && resolve());
  });
  await Promise.all([others, server.reached(hold + 2 * inFlight)]);
  await server.release();
  const ends = await Promise.all(all);
  expect(ends.filter(({ exit }) => exit === 2).length).toBe(2);
  await expectWhole(
    folder,
    ends.find(({ exit }) => exit === 1)!,
  );
  expect((await server.received()).length).toBe(requests + inFlight);
});
