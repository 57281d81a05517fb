import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { resumeCommand } from '../../src/command/resume.ts';
import { court, mixed } from './court.ts';

test('what a judge could not be asked is no score, makes the run incomplete, and is asked with --failed', async () => {
  const { run, see, bench, calls } = await court({ ...mixed, grass: 400 });
  expect(await run()).toMatchInlineSnapshot(`
    {
      "err": "",
      "exit": 3,
      "out": "judged · 1 cell × 4 rows = 4 requests · echo · 0.0ms

    ┌──────────────────┬──────────────────────┬───┬────────┬──────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │                judge │ n │ failed │ unscored │ truncated │   p50 │ tokens in │ out │
    │ default          │ 0.500 [0.095, 0.905] │ 2 │      0 │        2 │         0 │ 0.0ms │        14 │  14 │
    │ (majority label) │                    – │   │        │          │           │       │           │     │
    │ (nearest copy)   │                    – │   │        │          │           │       │           │     │
    └──────────────────┴──────────────────────┴───┴────────┴──────────┴───────────┴───────┴───────────┴─────┘
    scorers asked referee:strict: 3 answers, 1 failed, 300 tokens in, 6 out, cost 0.0031

    warning: 2 rows only: the intervals are wide, and small differences mean nothing
    warning: 1 answer could not be scored: whom a scorer asks failed

    incomplete: 1 of 4 requests failed, more than 5 % (exit code 3)
    saved as 20260102-030405-judged · kshot show prints it again, --failures says why answers failed
    ask again what failed: kshot resume 20260102-030405-judged --failed
    ",
    }
  `);
  bench.verdicts = mixed;
  const again = await see((host) => resumeCommand(host, undefined, { failed: true }));
  expect([again.exit, calls.length]).toEqual([0, 5]);
  expect(again.out).toMatchInlineSnapshot(`
    "judged · 1 cell × 4 rows = 4 requests · echo · 0.0ms

    ┌──────────────────┬──────────────────────┬───┬────────┬──────────┬───────────┬───────┬───────────┬─────┐
    │ cell             │                judge │ n │ failed │ unscored │ truncated │   p50 │ tokens in │ out │
    │ default          │ 0.667 [0.208, 0.939] │ 3 │      0 │        1 │         0 │ 0.0ms │        14 │  14 │
    │ (majority label) │                    – │   │        │          │           │       │           │     │
    │ (nearest copy)   │                    – │   │        │          │           │       │           │     │
    └──────────────────┴──────────────────────┴───┴────────┴──────────┴───────────┴───────┴───────────┴─────┘
    scorers asked referee:strict: 4 answers, 1 failed, 400 tokens in, 8 out, cost 0.0042

    warning: 3 rows only: the intervals are wide, and small differences mean nothing

    saved as 20260102-030405-judged · kshot show prints it again, --failures says why answers failed
    "
  `);
});

test('a kill between verdict and score costs no second verdict', async () => {
  const { run, see, path, calls } = await court(mixed);
  const first = await run();
  const lines = readFileSync(path('journal.jsonl'), 'utf8').trim().split('\n');
  const kept = lines.filter((line) => !(line.includes('"score"') && line.includes('"t2"')));
  expect(kept).toHaveLength(lines.length - 1);
  writeFileSync(path('journal.jsonl'), '');
  appendFileSync(path('journal.jsonl'), `${kept.join('\n')}\n`);
  const again = await see((host) => resumeCommand(host, undefined, { cache: false }));
  expect([again.out, calls.length]).toEqual([first.out, 4]);
});
