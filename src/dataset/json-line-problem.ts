import type { Location } from '../base/location.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import type { JsonLine } from './json-value.ts';
import type { Passage, Span } from './place.ts';

/** A line, also as text without its line break. */
export interface TextLine extends Passage {
  readonly text: string;
}

/** Where some characters of a line stand. */
export function placeInLine({ file, line, text }: TextLine, { start, end }: Span): Location {
  return { file, line, column: start + 1, length: Math.max(1, end - start), text };
}

/** A first line that shows a whole JSON document: every further line would be wrong too. */
export function notLines(line: TextLine): Problem | undefined {
  const start = line.text.trim();
  const whole = { start: 0, end: line.text.length };
  if (start.startsWith('['))
    return errorOf(
      'json-syntax',
      'the file is a JSON list, not JSONL',
      placeInLine(line, whole),
      'write one object a line, for instance with `jq -c ".[]"`',
    );
  if (start !== '{') return undefined;
  return errorOf(
    'json-syntax',
    'an object that is spread over several lines is not JSONL',
    placeInLine(line, whole),
    'write one object a line, for instance with `jq -c .`',
  );
}

export function lineProblem(line: TextLine, json: Exclude<JsonLine, { state: 'object' }>): Problem {
  if (json.state === 'other') {
    const at = placeInLine(line, { start: 0, end: line.text.length });
    const message = `expected a JSON object, got ${json.kind}`;
    return errorOf('json-syntax', message, at, 'write {"column": value, …} on every line');
  }
  const at = placeInLine(line, { start: json.at, end: json.at + 1 });
  return errorOf('json-syntax', `not JSON: ${json.message}`, at, mendJson(line.text, json.at));
}

function mendJson(text: string, at: number): string | undefined {
  if (text[at] === "'") return 'JSON takes double quotes only';
  if (/^(?:NaN|-?Infinity|undefined|None)/.test(text.slice(at))) return 'write null';
  if (/^(?:True|False)/.test(text.slice(at))) return 'write true and false in small letters';
  if (/,\s*$/.test(text.slice(0, at))) return 'take out the comma before it';
  return undefined;
}
