// Answers with their scores in, a list of them for people out.
import { printable } from '../base/printable.ts';
import type { AnswerLine, ScoreLine } from '../schedule/journal-line.ts';
import { showScore } from './numbers.ts';

/** One answer as a block of lines. `name` is that of its cell. */
export function answerBlock(
  name: string,
  answer: AnswerLine,
  score: ScoreLine | undefined,
): string {
  const trial = answer.trial > 0 ? ` trial ${answer.trial + 1}` : '';
  const values = Object.entries(score?.scores ?? {}).flatMap(([metric, value]) =>
    typeof value === 'number' ? [`${metric} ${showScore(value)}`] : [],
  );
  const why = whyOf(answer, score);
  return [
    printable([answer.row, `${name}${trial}`, ...values, ...(why ? [why] : [])].join(' · ')),
    ...(answer.text === undefined ? [] : [`  answer    ${printable(answer.text.trim())}`]),
    ...(score && score.expected.length > 0
      ? [`  expected  ${printable(score.expected.join(' | '))}`]
      : []),
    ...Object.entries(score?.notes ?? {}).map(
      ([metric, note]) => `  ${metric.padEnd(8)}  ${printable(note)}`,
    ),
  ].join('\n');
}

/** Why a request failed, or why a scorer gave no score. */
export function whyOf({ why }: AnswerLine, score: ScoreLine | undefined): string {
  const unscored = Object.entries(score?.scores ?? {}).flatMap(([metric, value]) =>
    typeof value === 'number' ? [] : [`${metric}: ${value.unscored}`],
  );
  return [...(why === undefined ? [] : [why]), ...unscored].join('; ');
}
