// A prompt in, the prompt as it will be sent out: for people, its parts told apart.
import { styleText } from 'node:util';
import { printable, printableLines } from '../base/printable.ts';
import { countTokens } from '../embedded/model.ts';
import type { Request } from '../plan/request.ts';
import { chatMessages, partText, promptText, type Part } from '../prompt/prompt.ts';
import { leftOut, stopList } from '../task/params.ts';
import { plural } from './numbers.ts';

const colors = {
  instruction: 'magenta',
  separator: 'gray',
  shot: 'cyan',
  query: 'yellow',
} as const;

export function promptView(request: Request, color: boolean): string {
  const { cell, row, mode } = request;
  return [
    printable(`── row ${row.key} · ${cell.name} · ${cell.settings.model}`),
    mode === 'chat' ? chatView(request, color) : textView(request, color),
    footer(request),
  ].join('\n');
}

function textView({ prompt }: Request, color: boolean): string {
  return prompt.parts.map((part) => paint(part.kind, showPart(part, color), color)).join('');
}

/** In colour the line break of a separator is shown: it is part of the prompt. */
function showPart(part: Part, color: boolean): string {
  const text = printableLines(partText(part));
  return color && part.kind === 'separator' ? text.replaceAll('\n', '⏎\n') : text;
}

function chatView({ prompt }: Request, color: boolean): string {
  const messages = chatMessages(prompt);
  const last = messages.length - 1;
  return messages
    .map(({ role, content }, index) => {
      const kind = role === 'system' ? 'instruction' : index === last ? 'query' : 'shot';
      return `${role}: ${paint(kind, printableLines(content), color)}`;
    })
    .join('\n');
}

function paint(kind: Part['kind'], text: string, color: boolean): string {
  return color ? styleText(colors[kind], text, { validateStream: false }) : text;
}

function footer({ prompt, params }: Request): string {
  const text = promptText(prompt);
  const stops = stopList(params.stop).map((stop) => JSON.stringify(stop));
  const { stop: _stop, extra, ...rest } = params;
  const sent = Object.entries({ ...rest, ...extra }).map(
    ([name, value]) => `${name} ${JSON.stringify(value)}`,
  );
  return [
    `── ${plural(Array.from(text).length, 'character')}, about ${plural(countTokens(text), 'token')}, ${plural(prompt.shots.length, 'shot')}`,
    `   stop ${stops.length > 0 ? stops.join(' ') : 'none'}`,
    ...(sent.length > 0 ? [`   ${sent.join(' · ')}`] : []),
    `   server default: ${leftOut(params).join(', ')}`,
  ]
    .map(printable)
    .join('\n');
}
