import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/base/random.ts';
import { copyModel } from '../../gguf/copy-model.ts';
import { answerOf, keepEngine, modelOf, type Model } from '../../gguf/engine.ts';

const pairs = [
  ['France', 'Paris'],
  ['Japan', 'Tokyo'],
  ['Italy', 'Rome'],
  ['Spain', 'Madrid'],
  ['Germany', 'Berlin'],
  ['Egypt', 'Cairo'],
  ['Norway', 'Oslo'],
  ['Greece', 'Athens'],
  ['Peru', 'Lima'],
  ['Cuba', 'Havana'],
  ['Kenya', 'Nairobi'],
  ['Austria', 'Vienna'],
] as const;

const params = { temperature: 0, max_tokens: 12, stop: '\n' };
const casesPerPair = 2;

function promptOf(country: string, shots: readonly (readonly [string, string])[]): string {
  const shown = shots.map(([other, capital]) => `Country: ${other}\nCapital: ${capital}\n\n`);
  return `${shown.join('')}Country: ${country}\nCapital:`;
}

function drawn(count: number, ...seed: readonly (string | number)[]) {
  const random = seededRandom(...seed);
  const keyed = pairs.map((pair) => [random(), pair] as const);
  return keyed
    .toSorted(([a], [b]) => a - b)
    .slice(0, count)
    .map(([, pair]) => pair);
}

async function accuracy(ask: Model, count: number): Promise<number> {
  let right = 0;
  for (let index = 0; index < casesPerPair; index++)
    for (const [country, capital] of pairs) {
      const prompt = promptOf(country, drawn(count, country, index));
      const { text } = await answerOf(ask, prompt, { params });
      if (text.trim() === capital) right++;
    }
  return right / (casesPerPair * pairs.length);
}

/** One prompt after the other: their texts, how many prompt tokens there were, and how many of them were evaluated. */
async function run(ask: Model, prompts: readonly string[]) {
  const texts: string[] = [];
  const tokens = { asked: 0, evaluated: 0 };
  for (const prompt of prompts) {
    const { text, usage } = await answerOf(ask, prompt, { params });
    texts.push(text);
    tokens.asked += usage!.in;
    tokens.evaluated += usage!.in - (usage!.cached ?? 0);
  }
  return { texts, tokens };
}

keepEngine();

test('more shots, more right answers', async () => {
  const ask = await modelOf(copyModel());
  const [none, four, all] = [
    await accuracy(ask, 0),
    await accuracy(ask, 4),
    await accuracy(ask, 12),
  ];
  expect(none).toBe(0);
  // A third of the answers stand among the shots.
  expect(four).toBeGreaterThan(0.2);
  expect(four).toBeLessThan(0.5);
  expect(all).toBe(1);
});

test('shots that all rows share are evaluated once', async () => {
  const shots = pairs.slice(0, 8);
  const prompts = pairs.map(([country]) => promptOf(country, shots));
  const reused = await run(await modelOf(copyModel()), prompts);
  const anew = await run(await modelOf(copyModel(), { reuse: false }), prompts);
  expect(reused.texts).toEqual(anew.texts);
  expect(anew.tokens.evaluated).toBe(anew.tokens.asked);
  // The first prompt whole with the token that begins it; of the others what differs from the one before.
  const shared = promptOf('', shots).length - '\nCapital:'.length;
  const rest = prompts.reduce((sum, prompt) => sum + prompt.length - shared, 0);
  expect(reused.tokens.asked).toBe(anew.tokens.asked);
  expect(reused.tokens.evaluated).toBe(1 + shared + rest);
});

test('shots that differ are evaluated from the first difference on', async () => {
  const prompts = Array.from({ length: 6 }, (_, index) => promptOf('Peru', drawn(6, index)));
  const reused = await run(await modelOf(copyModel()), [...prompts, prompts[5]!]);
  const anew = await run(await modelOf(copyModel(), { reuse: false }), [...prompts, prompts[5]!]);
  expect(reused.texts).toEqual(anew.texts);
  expect(reused.tokens.evaluated).toBeLessThan(anew.tokens.evaluated);
});
