import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { mergeCommand } from '../../src/command/merge.ts';
import type { ReportOptions } from '../../src/command/print-outcome.ts';
import { resumeCommand } from '../../src/command/resume.ts';
import { runCommand, type RunOptions } from '../../src/command/run.ts';
import { junitProblems } from '../report/junit-schema.ts';
import { refuse, scripted } from '../servers/scripted.ts';
import { desk } from './desk.ts';
import { key, online } from './online.ts';
import { still } from './stopped.ts';

const gate = ['gate.exact_match={ max: 0.5 }'];

/** The small task of the desk, with a gate in its file that does not hold. */
function gated(world: Parameters<typeof desk>[1] = {}) {
  const plain = desk().read('task.yaml');
  const own = desk({ 'task.yaml': `${plain}gate: { exact_match: { max: 0.5 } }\n` }, world);
  const run = (options: RunOptions, files = ['task.yaml']) =>
    own.see((host) => runCommand(host, files, options));
  return { ...own, run };
}

test('a report goes where it is told, folders are made, and the table stays', async () => {
  const { run, read } = gated();
  const report = ['junit=out/deep/junit.xml', 'markdown=out/pr.md', 'csv=a.csv', 'json=a.json'];
  const { exit, out, err } = await run({ report });
  expect({ exit, err, table: out.startsWith('colours · 1 cell') }).toEqual({
    exit: 1,
    err: '',
    table: true,
  });
  await expect(read('out/deep/junit.xml')).toMatchFileSnapshot('report.junit.txt');
  await expect(read('out/pr.md')).toMatchFileSnapshot('report.markdown.txt');
  await run({ out: 'b.csv' });
  expect(read('a.csv')).toBe(read('b.csv'));
  expect(read('a.json')).toBe(read('.kshot/runs/20260102-030405-colours/outcome.json'));
});

test('without a file a report takes the place of the table', async () => {
  const documents: string[] = [];
  for (const name of ['junit', 'markdown', 'csv', 'json']) {
    const { exit, out, err } = await gated().run({ report: [name] });
    documents.push(`${exit} ${err}${out.split('\n', 1)[0]}`);
  }
  expect(documents).toMatchInlineSnapshot(`
    [
      "1 <?xml version="1.0" encoding="UTF-8"?>",
      "1 ### ✗ \`colours · 1 cell × 4 rows = 4 requests · embedded · 0.0ms\`",
      "1 row,cell,trial,status,answer,expected,finish,tokens_in,tokens_out,latency_ms,exact_match,why",
      "1 {",
    ]
  `);
  const { run } = gated();
  const { out } = await run({ report: ['json'] });
  expect(JSON.parse(out)).toEqual(JSON.parse((await gated().run({ json: true })).out));
});

test('on GitHub the summary is added to, and the log is annotated beside the table', async () => {
  const { run, read } = gated({ env: { GITHUB_STEP_SUMMARY: 'summary.md' } });
  const { out, exit } = await run({ report: ['github'] });
  await run({ report: ['github'] });
  const lines = out.split('\n').filter((line) => line.startsWith('::'));
  expect({ exit, lines, table: out.includes('│ default') }).toMatchInlineSnapshot(`
    {
      "exit": 1,
      "lines": [
        "::error file=task.yaml,line=8,title=colours%3A exact_match <= 0.5::1.000 in default",
      ],
      "table": true,
    }
  `);
  expect(read('summary.md').match(/^### /gm)).toHaveLength(2);
});

test('a task in a folder of the repository is found from its root', async () => {
  const own = gated();
  const env = { GITHUB_STEP_SUMMARY: 'summary.md', GITHUB_WORKSPACE: dirname(own.folder) };
  const { out } = await own.see((host) =>
    runCommand({ ...host, env }, ['task.yaml'], { report: ['github'] }),
  );
  const file = /^::error file=(.*?),/m.exec(out)?.[1];
  expect(file).toBe(`${basename(own.folder)}/task.yaml`);
});

test('a gate of the command line stands in no line of the task file', async () => {
  const env = { GITHUB_STEP_SUMMARY: 'summary.md' };
  const { see } = desk({}, { env });
  const { out } = await see((host) =>
    runCommand(host, ['task.yaml'], { report: ['github'], set: gate }),
  );
  expect(out.split('\n').filter((line) => line.startsWith('::'))).toMatchInlineSnapshot(`
    [
      "::error file=task.yaml,title=colours%3A exact_match <= 0.5::1.000 in default",
    ]
  `);
});

test('several tasks make one report', async () => {
  const { run, read } = gated();
  const report = ['junit=junit.xml', 'markdown=pr.md'];
  await run({ report }, ['task.yaml', 'task.yaml']);
  expect(junitProblems(read('junit.xml'))).toEqual([]);
  expect(read('junit.xml').match(/<testsuites .*>/)?.[0]).toMatchInlineSnapshot(
    `"<testsuites name="kshot" tests="10" failures="2" errors="0" time="0.000">"`,
  );
  expect(read('pr.md').match(/^### /gm)).toHaveLength(2);
  const { out } = await run({ report: ['json'] }, ['task.yaml', 'task.yaml']);
  expect((JSON.parse(out) as { runs: unknown[] }).runs).toHaveLength(2);
});

test('where one cannot be written the others are, and the run does not pass', async () => {
  const own = desk();
  const lost = join(own.folder, 'lost');
  const clock = () => {
    rmSync(lost, { recursive: true, force: true });
    return 0;
  };
  const report = ['junit=lost/junit.xml', 'markdown=pr.md'];
  const run = (options: RunOptions) =>
    own.see((host) => runCommand({ ...host, clock }, ['task.yaml'], { report, ...options }));
  const { exit, err } = await run({});
  expect({ exit, err }).toMatchInlineSnapshot(`
    {
      "err": "error[cannot-write]: cannot write lost/junit.xml: its folder is gone
      = help: the run is saved: kshot resume makes its reports again, and asks for nothing
    ",
      "exit": 3,
    }
  `);
  expect(own.read('pr.md').startsWith('### ✓')).toBe(true);
  expect((await run({ set: gate })).exit).toBe(1);
});

test('resume and merge write them, too', async () => {
  const { see, read } = desk();
  const options: ReportOptions = { report: ['junit=junit.xml'] };
  await see((host) => runCommand(host, ['task.yaml'], { shard: '1/2' }));
  await see((host) => runCommand(host, ['task.yaml'], { shard: '2/2' }));
  const suites = () => read('junit.xml').match(/<testsuites .*>/)?.[0];
  await see((host) => resumeCommand(host, undefined, options));
  const resumed = suites();
  await see((host) => mergeCommand(host, ['.kshot/runs'], options));
  expect([resumed, suites()]).toMatchInlineSnapshot(`
    [
      "<testsuites name="kshot" tests="2" failures="0" errors="0" time="0.000">",
      "<testsuites name="kshot" tests="4" failures="0" errors="0" time="0.000">",
    ]
  `);
});

test('no report holds a key that an answer repeats, and a request that failed is an error', async () => {
  const server = await scripted(
    ({ row }, response) => row === 1 && refuse(response, 400, {}, `no: ${key}`),
  );
  const own = online({ url: server.url, rows: 3, world: still });
  const report = ['junit=a.xml', 'markdown=a.md', 'csv=a.csv', 'json=a.json', 'github=s.md'];
  const { out } = await own.run({ report });
  const texts = ['a.xml', 'a.md', 'a.csv', 'a.json', 's.md'].map((name) =>
    readFileSync(join(own.folder, name), 'utf8'),
  );
  expect([out, ...texts].filter((text) => text.includes('planted'))).toEqual([]);
  expect(texts[0]!.match(/<error .*>/g)).toMatchInlineSnapshot(
    `
    [
      "<error message="incomplete: 1 of 3 requests failed, more than 5 %" type="incomplete"/>",
      "<error message="HTTP 400: no: [MY_KEY]" type="request"/>",
    ]
  `,
  );
  expect(junitProblems(texts[0]!)).toEqual([]);
});
