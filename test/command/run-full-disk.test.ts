import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scripted } from '../servers/scripted.ts';
import { online } from './online.ts';
import { still } from './stopped.ts';

const full = '/dev/full';

/** The path is shown from the working directory of the tests. */
function plain(text: string): string {
  return text.replaceAll(/(\.\.\/)+dev\/full/g, full);
}

test.skipIf(!existsSync(full))(
  'a recording that takes no more ends the run; what was answered is in the journal',
  async () => {
    const server = await scripted();
    const { run, answers } = online({ url: server.url, rows: 40, world: still });
    const { exit, out, err } = await run({ record: full, concurrency: '4' });
    expect({
      exit,
      err,
      said: plain(out)
        .split('\n')
        .find((line) => line.startsWith('stopped')),
    }).toEqual({
      exit: 3,
      err: '',
      said: 'stopped: cannot write /dev/full: the disk is full (exit code 3)',
    });
    expect(await answers()).toHaveLength(server.asked.length);
  },
);

test.skipIf(!existsSync(full))(
  'results that no disk takes are told as that, and how to write them elsewhere',
  async () => {
    const server = await scripted();
    const { run } = online({ url: server.url, rows: 4, world: still });
    const { exit, err } = await run({ out: full });
    expect({ exit, err: plain(err) }).toEqual({
      exit: 3,
      err: `error[cannot-write]: cannot write /dev/full: the disk is full
  = help: the run is saved: kshot resume makes its reports again, and asks for nothing
`,
    });
  },
);
