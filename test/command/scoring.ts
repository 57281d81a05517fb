import { scoreCommand, type ScoreOptions } from '../../src/command/score.ts';
import type { Outcome } from '../../src/report/outcome.ts';
import type { Manifest } from '../../src/schedule/manifest.ts';
import { desk } from './desk.ts';

/** A desk with a file of outputs; the task would ask a server that needs a key. */
export function scoring(name: string, text: string, options: Omit<ScoreOptions, 'outputs'> = {}) {
  const own = desk({ [name]: text });
  const set = ['model=openai:gpt-4o', ...(options.set ?? [])];
  const score = (more: Partial<ScoreOptions> = {}) =>
    own.see((host) =>
      scoreCommand(host, 'task.yaml', {
        outputs: name,
        ...options,
        ...more,
        set: [...set, ...(more.set ?? [])],
      }),
    );
  const file = (part: string): unknown =>
    JSON.parse(own.read(`.kshot/runs/${own.list('.kshot/runs').at(-1)}/${part}`));
  const outcome = () => file('outcome.json') as Outcome;
  return { ...own, score, outcome, manifest: () => file('manifest.json') as Manifest };
}

/** For all rows of the desk, three of them right. */
export const right = 'id,output\nt1,red\nt2,red\nt3,green\nt4,red\n';
