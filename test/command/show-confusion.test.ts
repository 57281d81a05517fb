import { expect, test } from 'vitest';
import { runCommand } from '../../src/command/run.ts';
import { showCommand, type ShowOptions } from '../../src/command/show.ts';
import { desk } from './desk.ts';

async function afterRun(score: string) {
  const own = desk();
  const set = [`score=${score}`, 'grid.shots.count=[0, 1]'];
  const { out } = await own.see((host) => runCommand(host, ['task.yaml'], { set }));
  const show = (options: ShowOptions) => own.see((host) => showCommand(host, undefined, options));
  return { out, show };
}

test('a run shows what was taken for what in its best cell, show in every cell', async () => {
  const { out, show } = await afterRun('[accuracy: { labels: [red, green] }]');
  const lines = out.split('\n');
  const from = lines.findIndex((line) => line.startsWith('accuracy in'));
  expect(lines.slice(from, from + 7).join('\n')).toMatchInlineSnapshot(`
    "accuracy in k=1: right labels down, given ones across
    ┌───────┬─────┬───────┐
    │       │ red │ green │
    │ red   │   2 │     · │
    │ green │   · │     2 │
    └───────┴─────┴───────┘
    "
  `);
  expect((await show({ confusion: true })).out).toMatchInlineSnapshot(`
    "accuracy in k=1: right labels down, given ones across
    ┌───────┬─────┬───────┐
    │       │ red │ green │
    │ red   │   2 │     · │
    │ green │   · │     2 │
    └───────┴─────┴───────┘

    accuracy in k=0: right labels down, given ones across
    ┌───────┬─────┬───────┬────────┐
    │       │ red │ green │ (none) │
    │ red   │   · │     · │      2 │
    │ green │   · │     · │      2 │
    └───────┴─────┴───────┴────────┘
    "
  `);
});

test('without labels it is told what to score', async () => {
  const { out, show } = await afterRun('[exact_match]');
  expect(out.includes('given ones across')).toBe(false);
  const { exit, err } = await show({ confusion: true });
  expect(`${exit} ${err}`).toMatchInlineSnapshot(`
    "2 error[bad-option]: no metric of this run has labels that could be taken for each other
      = help: score labels: accuracy: { labels: ["...", "..."] }
    "
  `);
});
