import { expect, test } from 'vitest';
import { renderCommand, type RenderOptions } from '../../src/command/render.ts';
import { desk } from './desk.ts';

async function rendered(options: RenderOptions, color = false): Promise<string> {
  const { see } = desk();
  const { out } = await see((host) => renderCommand({ ...host, color }, 'task.yaml', options));
  return out;
}

test('the prompt of the first row is shown as it will be sent', async () => {
  expect(await rendered({})).toMatchInlineSnapshot(`
    "── row t1 · default · embedded
    Answer with one of: red, green.

    Thing: a ripe cherry
    Colour: red

    Thing: a ripe tomato
    Colour:
    ── 95 characters, about 28 tokens, 1 shot
       stop "\\n"
       max_tokens 4 · temperature 0
       server default: top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty
    "
  `);
});

test('--chat shows messages', async () => {
  expect(await rendered({ chat: true, row: ['t3'] })).toMatchInlineSnapshot(`
    "── row t3 · default · embedded
    system: Answer with one of: red, green.
    user: Thing: fresh leaves of grass
    Colour:
    assistant: green
    user: Thing: fresh grass
    Colour:
    ── 103 characters, about 28 tokens, 1 shot
       stop "\\n"
       max_tokens 4 · temperature 0
       server default: top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty
    "
  `);
});

test('--all shows every cell, else the first one says how many there are', async () => {
  const set = ['grid.shots.count=[0, 1]'];
  expect(await rendered({ set })).toMatchInlineSnapshot(`
    "── row t1 · k=0 · embedded
    Answer with one of: red, green.

    Thing: a ripe tomato
    Colour:
    ── 61 characters, about 18 tokens, 0 shots
       stop "\\n"
       max_tokens 4 · temperature 0
       server default: top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty

    1 more cell: --all, or --cell NAME; other rows: --row KEY
    "
  `);
  expect(await rendered({ set, all: true })).toMatchInlineSnapshot(`
    "── row t1 · k=0 · embedded
    Answer with one of: red, green.

    Thing: a ripe tomato
    Colour:
    ── 61 characters, about 18 tokens, 0 shots
       stop "\\n"
       max_tokens 4 · temperature 0
       server default: top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty

    ── row t1 · k=1 · embedded
    Answer with one of: red, green.

    Thing: a ripe cherry
    Colour: red

    Thing: a ripe tomato
    Colour:
    ── 95 characters, about 28 tokens, 1 shot
       stop "\\n"
       max_tokens 4 · temperature 0
       server default: top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty
    "
  `);
});

test('--json shows what a model in this process is asked', async () => {
  expect(await rendered({ json: true, row: ['t4'] })).toMatchInlineSnapshot(`
    "{
      "version": 1,
      "requests": [
        {
          "cell": "default",
          "row": "t4",
          "provider": "embedded",
          "body": {
            "prompt": "Answer with one of: red, green.\\n\\nThing: fresh grass\\nColour: green\\n\\nThing: fresh leaves of grass\\nColour:",
            "max_tokens": 4,
            "temperature": 0,
            "stop": "\\n"
          }
        }
      ]
    }
    "
  `);
});

test('colour tells instruction, shots and query apart', async () => {
  expect(await rendered({}, true)).toMatchInlineSnapshot(`
    "── row t1 · default · embedded
    [35mAnswer with one of: red, green.[39m[90m⏎
    ⏎
    [39m[36mThing: a ripe cherry
    Colour: red[39m[90m⏎
    ⏎
    [39m[33mThing: a ripe tomato
    Colour:[39m
    ── 95 characters, about 28 tokens, 1 shot
       stop "\\n"
       max_tokens 4 · temperature 0
       server default: top_p, top_k, repetition_penalty, seed, min_p, presence_penalty, frequency_penalty
    "
  `);
});
