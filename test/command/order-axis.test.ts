import { expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../src/command/run.ts';
import { showCommand } from '../../src/command/show.ts';
import type { Sensitivity } from '../../src/report/sensitivity.ts';
import { copyModel } from '../gguf/copy-model.ts';
import { installed } from '../gguf/engine.ts';
import { desk } from './desk.ts';

const pairs = 'Peru Lima,Cuba Havana,Italy Rome,Egypt Cairo,Spain Madrid,Japan Tokyo,Kenya Nairobi';

/** Most countries have two shots that contradict each other: which one is copied depends on where it stands. */
const shots = pairs
  .split(',')
  .flatMap((pair, index) => {
    const [country, capital] = pair.split(' ');
    const right = `${country},${capital}`;
    return index < 2 ? [right] : [right, `${country},not ${capital}`];
  })
  .join('\n');

const rows = pairs
  .split(',')
  .map((pair) => `to ${pair.replace(' ', ',')}`)
  .join('\n');

const files = {
  'rows.csv': `country,capital\n${rows}\n`,
  'shots.csv': `country,capital\n${shots}\n`,
  'order.yaml': `
name: order
template: { input: "Way {{country}}:", output: " {{capital}}", separator: "\\n", stop: "\\n" }
dataset: rows.csv
shots: { from: shots.csv, count: 12, select: first }
params: { temperature: 0, max_tokens: 12 }
grid: { shots.order: [p0, p1, p2, p3] }
score: [exact_match]
`,
};

/** One thread: more only wait for each other on so small a model. */
async function orderEffect(model: string, threads: readonly string[] = []) {
  const { see, folder } = desk(files);
  if (model !== 'embedded') writeFileSync(join(folder, 'copy.gguf'), copyModel());
  const ran = await see((host) =>
    runCommand(host, ['order.yaml'], { set: [`model=${model}`, ...threads] }),
  );
  expect(ran.err).toBe('');
  const shown = await see((host) =>
    showCommand(host, undefined, { sensitivity: true, json: true }),
  );
  const { axes } = JSON.parse(shown.out) as Sensitivity;
  return axes.find(({ axis }) => axis === 'shots.order')!;
}

test('the embedded model is blind to the order of the shots: exactly no effect', async () => {
  const { spread, share, values } = await orderEffect('embedded');
  expect({ spread, share }).toEqual({ spread: 0, share: 0 });
  const means = new Set(values.map(({ mean }) => mean));
  expect(means.size).toBe(1);
  // Some answers are right and some are wrong: it is not blind for lack of anything to see.
  expect(Math.min(...means)).toBeGreaterThan(0);
  expect(Math.max(...means)).toBeLessThan(1);
});

test('a model that copies what stands nearest answers otherwise in another order', async ({
  skip,
}) => {
  if (!installed) skip('node-llama-cpp is not installed');
  const one = ['params.extra={threads: 1}'];
  const { spread, share } = await orderEffect('llama:copy.gguf', one);
  expect(spread).toBeGreaterThan(0.1);
  expect(share).toBeGreaterThan(0);
});
