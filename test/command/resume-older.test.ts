import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scripted } from '../servers/scripted.ts';
import { online } from './online.ts';
import { still } from './stopped.ts';

test('a run of before there was resume says that it cannot be gone on with', async () => {
  const server = await scripted();
  const { run, resume, path } = online({ url: server.url, rows: 3, world: still });
  await run();
  const manifest = JSON.parse(readFileSync(path('manifest.json'), 'utf8')) as object;
  const older = { ...manifest, kshot: '0.0.9', options: undefined, folder: undefined };
  writeFileSync(path('manifest.json'), JSON.stringify(older));
  expect(await resume()).toEqual({
    exit: 2,
    out: '',
    err: `error[run-changed]: the run was made by kshot 0.0.9 of before runs could be gone on with
  = help: start anew: kshot run task.yaml
`,
  });
});
