import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countTokens, generate, neutralSampling, type Sampling } from '../../src/embedded/model.ts';
import { animals, essay } from './distribution.ts';

const greedy: Sampling = { ...neutralSampling, temperature: 0 };

test('examples of labels make the model answer the label of the nearest', () => {
  const shots = [
    ['where is my parcel', 'delivery'],
    ['I want my money back', 'refund'],
    ['the parcel has not arrived', 'delivery'],
    ['please return the money for the shoes', 'refund'],
  ].map(([text, label]) => `Text: ${text}\nLabel: ${label}`);
  const answers = ['my parcel is late', 'can I get the money back'].map((query) => {
    const instruction = 'Classify the question. Answer with one of: delivery, refund.';
    const prompt = [instruction, ...shots, `Text: ${query}\nLabel:`].join('\n\n');
    return generate(prompt, { ...greedy, stop: ['\n'] });
  });
  expect(answers).toEqual([
    { text: ' delivery', finish: 'stop', usage: { in: 72, out: 2 } },
    { text: ' refund', finish: 'stop', usage: { in: 74, out: 2 } },
  ]);
});

test('answers that the examples take from their input are taken from the input', () => {
  const prompt = [
    'Text: Dan bought a red bicycle. It rained.\nTitle: Dan bought a red bicycle.',
    'Text: Eva sold two old clocks. It snowed.\nTitle: Eva sold two old clocks.',
    'Text: Ann painted the kitchen door. It thawed.\nTitle:',
  ].join('\n\n');
  expect(generate(prompt, { ...greedy, stop: ['\n'] }).text).toBe(' Ann painted the kitchen door.');
});

test('a prompt that ends in a blank is answered without that blank', () => {
  const settings = { ...greedy, stop: ['\n'] };
  expect([generate(animals, settings).text, generate(`${animals} `, settings).text]).toEqual([
    ' bird',
    'bird',
  ]);
});

test('log-probabilities of a healed prompt name the tokens as they are emitted', () => {
  const settings = { ...greedy, max_tokens: 1, logprobs: 2 };
  const [first] = generate(`${animals} `, settings).logprobs ?? [];
  expect([first?.token, ...(first?.top ?? []).map(({ token }) => token)]).toEqual([
    'bird',
    'bird',
    'mammal',
  ]);
});

test('line breaks of Windows change nothing', () => {
  expect(generate(animals.replaceAll('\n', '\r\n'), greedy)).toEqual(generate(animals, greedy));
});

test('the text is cut at the earliest stop string', () => {
  const story = 'one two three four five six. one two';
  const texts = [[], ['four'], ['five', ' fo'], ['hree f'], [''], ['seven']].map((stop) => {
    const { text, finish, usage } = generate(story, { ...greedy, max_tokens: 4, stop });
    return [text, finish, usage.out];
  });
  expect(texts).toEqual([
    [' three four five six', 'length', 4],
    [' three ', 'stop', 2],
    [' three', 'stop', 2],
    [' t', 'stop', 2],
    [' three four five six', 'length', 4],
    [' three four five six', 'length', 4],
  ]);
});

test('max_tokens ends the text', () => {
  const results = [0, 1, 3].map((max_tokens) => generate(essay, { ...greedy, max_tokens }));
  expect(results).toEqual([
    { text: '', finish: 'length', usage: { in: 50, out: 0 } },
    { text: ' when', finish: 'length', usage: { in: 50, out: 1 } },
    { text: ' when the rain', finish: 'length', usage: { in: 50, out: 3 } },
  ]);
});

test('logprobs 0 tells the chosen tokens alone, undefined tells nothing', () => {
  const chosen = generate(animals, { ...greedy, max_tokens: 1, logprobs: 0 });
  expect(
    chosen.logprobs?.map(({ token, logprob, top }) => [token, logprob.toFixed(3), top]),
  ).toEqual([[' bird', '-0.405', []]]);
  expect(Object.keys(generate(animals, greedy))).toEqual(['text', 'finish', 'usage']);
});

test('the same seed gives the same text, another seed another, also at another prompt', () => {
  const text = (seed: number, prompt = essay) =>
    generate(prompt, { ...neutralSampling, max_tokens: 20, seed }).text;
  expect(text(1)).toBe(text(1));
  expect(text(1)).not.toBe(text(2));
  // The same words, so only the draws can differ.
  const draws = [1, 2, 3, 4, 5, 6, 7, 8].map((n) =>
    text(1, `${animals.slice(0, -6)}${' '.repeat(n)}Class:`),
  );
  expect(new Set(draws).size).toBeGreaterThan(1);
});

test.each([
  ['nothing', ''],
  ['one word', 'hello'],
  ['newlines only', '\n\n\n'],
  ['a blank', ' '],
  ['one line of Windows', 'one\r\n'],
  ['Chinese', '你好。再见。你'],
  ['a single symbol', '!'],
  ['100 kB of one word', 'a '.repeat(50_000)],
  ['100 kB of newlines', '\n'.repeat(100_000)],
  ['100 kB of blanks', ` ${' '.repeat(100_000)}x`],
  ['100 kB of cues', '\nA:'.repeat(33_000)],
])('a prompt of %s is answered', (_, prompt) => {
  const { text, finish, usage } = generate(prompt, { ...greedy, max_tokens: 3 });
  expect({ finish, usage, fromPrompt: countTokens(text) <= 3 }).toEqual({
    finish: 'length',
    usage: { in: countTokens(prompt), out: 3 },
    fromPrompt: true,
  });
});

const prompts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom('Q: ', 'A:', '\n', '\n\n', ' one', ' two.', ' ->', '漢', ' ', '\r\n', '7'),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
);

const samplings: fc.Arbitrary<Sampling> = fc.record({
  max_tokens: fc.nat(12),
  stop: fc.array(fc.constantFrom('\n', 'one', '.', '', 'A:'), { maxLength: 3 }),
  temperature: fc.constantFrom(0, 1e-300, 0.3, 1, 2),
  top_p: fc.constantFrom(0, 0.1, 0.9, 1),
  top_k: fc.nat(50),
  min_p: fc.constantFrom(0, 0.1, 1),
  repetition_penalty: fc.constantFrom(0.5, 1, 1.5),
  presence_penalty: fc.constantFrom(-2, 0, 2),
  frequency_penalty: fc.constantFrom(-2, 0, 2),
  seed: fc.integer(),
  logprobs: fc.constantFrom(undefined, 0, 3),
});

test('every prompt and setting gives the same text twice, with usage that counts', () => {
  fc.assert(
    fc.property(prompts, samplings, (prompt, sampling) => {
      const generation = generate(prompt, sampling);
      const { text, finish, usage, logprobs = [] } = generation;
      expect(generate(prompt, sampling)).toEqual(generation);
      expect(usage.in).toBe(countTokens(prompt));
      expect(usage.out).toBeLessThanOrEqual(sampling.max_tokens);
      expect(finish === 'stop' || usage.out === sampling.max_tokens).toBe(true);
      if (sampling.logprobs === undefined) return;
      expect(logprobs).toHaveLength(usage.out);
      const emitted = logprobs.map(({ token }) => token).join('');
      expect(emitted.startsWith(text)).toBe(true);
      expect(finish === 'length').toBe(emitted === text);
      for (const stop of sampling.stop.filter((value) => value !== ''))
        expect(text.indexOf(stop)).toBe(-1);
    }),
    { numRuns: 500 },
  );
});

test('every token comes from the prompt, or is a newline', () => {
  fc.assert(
    fc.property(prompts, fc.integer(), (prompt, seed) => {
      const settings = { ...neutralSampling, max_tokens: 8, temperature: 2, seed, logprobs: 0 };
      const { logprobs = [] } = generate(prompt, settings);
      const source = `${prompt.replaceAll('\r\n', '\n')}\n`;
      const foreign = logprobs.map(({ token }) => token).filter((token) => !source.includes(token));
      expect(foreign.filter((token) => token !== '\n')).toEqual([]);
    }),
  );
});
