// The text of a journal in, what stands in it out.
import type { JournalLine } from '../../src/schedule/journal-line.ts';

function linesOf(text: string): JournalLine[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as JournalLine]));
}

export function donePlaces(text: string): string[] {
  return linesOf(text).flatMap((line) =>
    line.kind === 'answer' && line.status === 'done'
      ? [`${line.cell} ${line.row} ${line.trial}`]
      : [],
  );
}

export function questionsIn(text: string): string[] {
  return linesOf(text).flatMap((line) => (line.kind === 'asked' ? [line.question] : []));
}

/** Nothing is in the journal twice. */
export function repeats(text: string): string[] {
  const places = donePlaces(text);
  return places
    .filter((place, at) => places.indexOf(place) !== at)
    .map((place) => `${place} is in the journal twice`);
}
