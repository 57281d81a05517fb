// What templates mean, as data: test/prompt/cases/*.yaml.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { makePool } from '../../src/prompt/pool.ts';
import { assemblePrompt, chatMessages, promptText } from '../../src/prompt/prompt.ts';
import { compileTemplate } from '../../src/prompt/template.ts';
import { normaliseTemplate, templateSchema } from '../../src/task/template-schema.ts';
import { rowOf, type Values } from './rows.ts';

const values = z.custom<Values>((value) => typeof value === 'object' && value !== null);
const caseSchema = z.strictObject({
  name: z.string(),
  template: templateSchema,
  shots: z.array(values).default([]),
  row: values,
  text: z.string(),
  chat: z.array(z.record(z.string(), z.string())),
});

const folder = new URL('cases/', import.meta.url);

for (const file of readdirSync(folder).toSorted())
  describe(`${file}`, () => {
    const written: unknown = parse(readFileSync(new URL(file, folder), 'utf8'));
    test.each(z.array(caseSchema).parse(written))('$name', (given) => {
      const compiled = compileTemplate(normaliseTemplate(given.template));
      const rows = given.shots.map((shot, index) => rowOf(shot, `shot ${index}`, index));
      const { examples } = makePool({ rows, file }, compiled);
      const prompt = assemblePrompt(compiled, examples, rowOf(given.row, 'row'));
      expect(promptText(prompt)).toBe(given.text);
      const chat = chatMessages(prompt).map(({ role, content }) => ({ [role]: content }));
      expect(chat).toEqual(given.chat);
    });
  });
