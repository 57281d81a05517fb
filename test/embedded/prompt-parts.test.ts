import { expect, test } from 'vitest';
import { cutBlocks } from '../../src/embedded/blocks.ts';
import { copyGate } from '../../src/embedded/copy-gate.ts';
import { findCue } from '../../src/embedded/cue.ts';
import { encode, type Span } from '../../src/embedded/encoding.ts';
import { exampleWeights } from '../../src/embedded/relevance.ts';
import { weighSentences } from '../../src/embedded/salience.ts';

function parts(prompt: string) {
  const encoded = encode(prompt);
  const cue = findCue(encoded);
  const blocks = cutBlocks(encoded, cue);
  const text = ({ start, end }: Span): string =>
    [...encoded.ids.subarray(start, end)].map((id) => encoded.vocabulary[id]).join('');
  const size = encoded.ids.length;
  return {
    cue: text({ start: size - cue.length, end: size }),
    preamble: text(blocks.preamble),
    examples: blocks.examples.map(({ block, answer }) => [text(block), text(answer)]),
    query: text(blocks.query),
  };
}

test('a prompt is cut where its last line occurs earlier', () => {
  expect(parts('Be brief.\n\nQ: one\nA: 1\n\nQ: two\nA: 2\n\nQ: three\nA:')).toEqual({
    cue: '\nA:',
    preamble: 'Be brief.\n\n',
    examples: [
      ['Q: one', ' 1'],
      ['\n\nQ: two', ' 2'],
    ],
    query: '\n\nQ: three',
  });
});

test('the cue may end in a newline', () => {
  expect(parts('### In:\none\n### Out:\n1\n\n### In:\ntwo\n### Out:\n')).toEqual({
    cue: '\n### Out:\n',
    preamble: '',
    examples: [['### In:\none', '1']],
    query: '\n\n### In:\ntwo',
  });
});

test('answers end at a single newline where there is no blank line', () => {
  expect(parts('In: a b\nOut: ab\nIn: c d\nOut: cd\nIn: e f\nOut:')).toEqual({
    cue: '\nOut:',
    preamble: '',
    examples: [
      ['In: a b', ' ab'],
      ['\nIn: c d', ' cd'],
    ],
    query: '\nIn: e f',
  });
});

test('answers of several lines run to the blank line', () => {
  expect(parts('Q: x\nA: 1\n2\n\nQ: y\nA: 3\n\nQ: z\nA:').examples).toEqual([
    ['Q: x', ' 1\n2'],
    ['\n\nQ: y', ' 3'],
  ]);
});

test('a cue inside a line is found by its repetition, and shortened while that costs nothing', () => {
  expect(parts('Translate.\nchat -> cat\nchien -> dog\noiseau ->')).toEqual({
    cue: '>',
    preamble: 'Translate.\n',
    examples: [
      ['chat -', ' cat'],
      ['\nchien -', ' dog'],
    ],
    query: '\noiseau -',
  });
});

test('without examples the query is the last paragraph', () => {
  expect(parts('Summarize.\n\nText of one line\nSummary')).toEqual({
    cue: 'Summary',
    preamble: 'Summarize.\n\n',
    examples: [],
    query: 'Text of one line\n',
  });
});

test('an empty prompt has no parts', () => {
  expect(parts('')).toEqual({ cue: '', preamble: '', examples: [], query: '' });
});

function weights(prompt: string): number[] {
  const encoded = encode(prompt);
  return [...exampleWeights(encoded, cutBlocks(encoded, findCue(encoded)))];
}

test('examples like the query weigh more, and all weights sum to 1', () => {
  const prompt = 'Q: red apple pie\nA: x\n\nQ: blue car\nA: y\n\nQ: apple pie now\nA:';
  expect(weights(prompt).map((weight) => weight.toFixed(3))).toEqual(['0.735', '0.265']);
});

test('examples that share nothing with the query weigh alike', () => {
  expect(weights('one -> x\ntwo -> y\nthree -> z\nfour ->')).toEqual([1 / 3, 1 / 3, 1 / 3]);
});

function gate(prompt: string) {
  const encoded = encode(prompt);
  return copyGate(encoded, cutBlocks(encoded, findCue(encoded)));
}

test('answers made of the words of their own input open the copy gate', () => {
  expect(
    gate('T: old dogs sleep a lot\nS: old dogs sleep\n\nT: new cats run\nS: new cats\n\nT: x\nS:'),
  ).toEqual({ first: 5 / 9, later: 5 / 9 });
});

test('repeated answers close the copy gate', () => {
  expect(gate('T: good dogs\nS: good\n\nT: good cats\nS: good\n\nT: x\nS:')).toEqual({
    first: 0,
    later: 0,
  });
});

test('answers listed in the instruction close the copy gate', () => {
  expect(
    gate('Say good or bad.\n\nT: good dogs\nS: good\n\nT: bad cats\nS: bad\n\nT: x\nS:'),
  ).toEqual({ first: 0, later: 0 });
});

test('an answer of several lines closes the copy gate', () => {
  expect(gate('T: a b\nS: a\nb\n\nT: c d\nS: c d\n\nT: x\nS:')).toEqual({ first: 0, later: 0 });
});

test('sentences weigh by the words that answers use and by repeated words', () => {
  const encoded = encode(
    'T: We propose nets. Fine.\nS: we propose nets\n\nT: This is old. We propose trees here. Trees grow.\nS:',
  );
  const blocks = cutBlocks(encoded, findCue(encoded));
  expect(
    weighSentences(encoded, blocks).map(({ start, end, weight }) => [
      [...encoded.ids.subarray(start, end)].map((id) => encoded.vocabulary[id]).join(''),
      weight.toFixed(3),
    ]),
  ).toEqual([
    ['\n\n', '0.020'],
    ['T:', '0.020'],
    [' This is old.', '1.000'],
    [' We propose trees here.', '5.208'],
    [' Trees grow.', '0.020'],
  ]);
});
