import type { Subject } from '../../src/score/score.ts';
import { compileTemplate } from '../../src/prompt/template.ts';

const template = compileTemplate({ input: '{{text}}', output: ' {{label}}', separator: '\n' });

/** A row with an answer that is right, and nobody to ask. */
export function subjectOf(references: readonly string[], more: Partial<Subject> = {}): Subject {
  const row = { key: 'r1', index: 0, line: 2, values: {} };
  return { row, references, template, tools: {}, ...more };
}
