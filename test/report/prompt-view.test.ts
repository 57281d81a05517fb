import { expect, test } from 'vitest';
import { makeRequest } from '../../src/plan/request.ts';
import type { Prompt } from '../../src/prompt/prompt.ts';
import { promptView } from '../../src/report/prompt-view.ts';
import type { CellSettings } from '../../src/grid/cells.ts';
import { cellsOf, rowOf } from '../schedule/fixture.ts';

const separator = { kind: 'separator', text: '\n\n' } as const;

const prompt: Prompt = {
  parts: [
    { kind: 'instruction', text: 'Name the colour.' },
    separator,
    { kind: 'shot', input: 'Thing: grass\nColour:', output: ' green' },
    separator,
    { kind: 'query', text: 'Thing: tomato\nColour:' },
  ],
  shots: ['s1'],
};

function view(settings: Partial<CellSettings>, color: boolean, shown = prompt): string {
  const [cell] = cellsOf({ settings });
  const text = promptView(makeRequest(cell!, rowOf(3), 0, shown), color);
  return text.replaceAll('\u001b', '<ESC>');
}

const params = { stop: ['\n', 'END'], temperature: 0.4, max_tokens: 8, extra: { user: 'x' } };

test('a text prompt is shown as it will be sent, with its length, stop strings and parameters', () => {
  expect(view({ params }, false)).toMatchInlineSnapshot(`
    "── row r3 · default · embedded
    Name the colour.

    Thing: grass
    Colour: green

    Thing: tomato
    Colour:
    ── 67 characters, about 19 tokens, 1 shot
       stop "\\n" "END"
       temperature 0.4 · max_tokens 8 · user "x"
       server default: top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty"
  `);
});

test('in colour the parts are told apart, and the line breaks of separators shown', () => {
  expect(view({ params }, true)).toMatchInlineSnapshot(`
    "── row r3 · default · embedded
    <ESC>[35mName the colour.<ESC>[39m<ESC>[90m⏎
    ⏎
    <ESC>[39m<ESC>[36mThing: grass
    Colour: green<ESC>[39m<ESC>[90m⏎
    ⏎
    <ESC>[39m<ESC>[33mThing: tomato
    Colour:<ESC>[39m
    ── 67 characters, about 19 tokens, 1 shot
       stop "\\n" "END"
       temperature 0.4 · max_tokens 8 · user "x"
       server default: top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty"
  `);
});

test('a chat prompt is shown message by message', () => {
  expect(view({ params: {}, mode: 'chat' }, false)).toMatchInlineSnapshot(`
    "── row r3 · default · embedded
    system: Name the colour.
    user: Thing: grass
    Colour:
    assistant: green
    user: Thing: tomato
    Colour:
    ── 67 characters, about 19 tokens, 1 shot
       stop none
       server default: max_tokens, temperature, top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty"
  `);
});

test('a chat prompt in colour', () => {
  expect(view({ params: {}, mode: 'chat' }, true)).toMatchInlineSnapshot(`
    "── row r3 · default · embedded
    system: <ESC>[35mName the colour.<ESC>[39m
    user: <ESC>[36mThing: grass
    Colour:<ESC>[39m
    assistant: <ESC>[36mgreen<ESC>[39m
    user: <ESC>[33mThing: tomato
    Colour:<ESC>[39m
    ── 67 characters, about 19 tokens, 1 shot
       stop none
       server default: max_tokens, temperature, top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty"
  `);
});

test('what would act on the terminal is spelled out, but for line breaks', () => {
  const parts = [{ kind: 'query', text: 'a\u001b[31m\nb\t\u202ec\r\nd' }] as const;
  const shown = { parts, shots: [] };
  expect(view({ params: { stop: '\u001b\u2028' } }, false, shown)).toMatchInlineSnapshot(`
    "── row r3 · default · embedded
    a\\u{1b}[31m
    b\\t\\u{202e}c\\r
    d
    ── 14 characters, about 11 tokens, 0 shots
       stop "\\u001b\\u{2028}"
       server default: max_tokens, temperature, top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty"
  `);
});
