import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  configJsonSchema,
  rubricJsonSchema,
  taskJsonSchema,
  templateJsonSchema,
} from '../../src/task/json-schema.ts';
import { complaints, type Schema } from './validate.ts';

/** As oxfmt lays it out: short lists on one line. */
function asFile(schema: object): string {
  const list = /^(.*)\[\n\s*([^[\]{}]*?)\n\s*\](,?)$/gm;
  const text = JSON.stringify(schema, null, 2).replaceAll(
    list,
    (whole, head: string, items: string, comma: string) => {
      const line = `${head}[${items.split(/,\n\s*/).join(', ')}]${comma}`;
      return line.length <= 100 ? line : whole;
    },
  );
  return `${text}\n`;
}

test('the shipped schemas are those of the code', async () => {
  await expect(asFile(taskJsonSchema())).toMatchFileSnapshot('../../schema/task.schema.json');
  await expect(asFile(configJsonSchema())).toMatchFileSnapshot(
    '../../schema/kshot.config.schema.json',
  );
  await expect(asFile(rubricJsonSchema())).toMatchFileSnapshot('../../schema/rubric.schema.json');
  await expect(asFile(templateJsonSchema())).toMatchFileSnapshot(
    '../../schema/template.schema.json',
  );
});

/** Every key that a JSON schema knows, at any depth, with its schema. */
function propertiesIn(node: unknown): [string, object][] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'properties' in node ? Object.entries(node.properties as Record<string, object>) : [];
  return [...own, ...Object.values(node).flatMap(propertiesIn)];
}

test('every key is explained', () => {
  const keys = [taskJsonSchema(), configJsonSchema(), templateJsonSchema()].flatMap(propertiesIn);
  expect(keys.length).toBeGreaterThan(100);
  expect(keys.filter(([, schema]) => !('description' in schema))).toEqual([]);
});

const shipped = [
  ['evals', 'task.schema.json'],
  ['templates', 'template.schema.json'],
].flatMap(([folder = '', schema = '']) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ file: `${folder}/${name}`, schema })),
);

test.each(shipped)('$file names and fits $schema', ({ file, schema }) => {
  const text = readFileSync(file, 'utf8');
  const [first] = text.split('\n');
  expect(first).toBe(`# yaml-language-server: $schema=../schema/${schema}`);
  const shape = JSON.parse(readFileSync(`schema/${schema}`, 'utf8')) as Schema;
  expect(complaints(shape, parse(text))).toEqual([]);
});

test('what does not fit is found', () => {
  const schema = JSON.parse(JSON.stringify(taskJsonSchema())) as Schema;
  const good = { name: 't', template: 'a', dataset: 'b', score: ['f1'] };
  const bad: [string, object][] = [
    ['unknown key', { modl: 'x' }],
    ['range', { params: { temperature: 3 } }],
    ['list', { params: { top_p: [1] } }],
    ['pattern', { name: 'a b' }],
    ['enum', { mode: 'chatt' }],
    ['scorer', { score: [{ rogue_l: {} }] }],
    ['two scorers in one', { score: [{ f1: {}, rouge_l: {} }] }],
    ['empty axis', { grid: { top_p: [] } }],
    ['missing key', { dataset: {} }],
  ];
  const passed = bad.filter(([, part]) => complaints(schema, { ...good, ...part }).length === 0);
  expect(complaints(schema, good)).toEqual([]);
  expect(passed).toEqual([]);
});
