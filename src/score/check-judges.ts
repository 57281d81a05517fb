// The judges of a task in, what they cannot be asked out, and all that must be known to ask them.
import type { Problem } from '../base/problem.ts';
import type { Cell } from '../grid/cells.ts';
import { readColumn, readText, type ReadText } from '../prompt/check-columns.ts';
import { checkCells } from '../provider/check-cells.ts';
import type { Registry } from '../provider/registry.ts';
import type { LoadedTask } from '../task/load.ts';
import type { SoundTask } from '../task/sound-task.ts';
import { locateValue } from '../task/yaml-file.ts';
import { judgeCell, judgeWords } from './judge.ts';

/** A cell for each judge: whom it asks, and how. */
export function judgeCells({ task }: LoadedTask, cell: Cell): Cell[] {
  return task.score.flatMap((entry) =>
    entry.metric === 'judge' ? [judgeCell(cell, entry.options)] : [],
  );
}

/** What is not given and not taken is simply not sent. */
export function checkJudges({ task, file }: LoadedTask, cell: Cell, registry: Registry): Problem[] {
  const { unsupported } = task;
  return task.score.flatMap((entry, index) => {
    if (entry.metric !== 'judge') return [];
    const path = ['score', index, 'judge'];
    const judge = judgeCell(cell, entry.options);
    const { max_tokens } = judge.settings.params;
    const params = { max_tokens, ...entry.options.params };
    const asked = { ...judge, settings: { ...judge.settings, params } };
    const at = (key: string) =>
      locateValue(file, [
        ...path,
        ...(key === 'model' || key === 'mode' ? [key] : ['params', key]),
      ]);
    return checkCells([asked], registry, { unsupported, clientStop: false, at });
  });
}

/** The texts of rubrics, and the columns with the verdicts of humans, to be held against the columns. */
export function readRubrics({ task, file, rubrics }: SoundTask): ReadText[] {
  const texts = rubrics.flatMap(({ rubric, file: own, prefix }) =>
    (['instruction', 'input'] as const).flatMap((field) => {
      const text = rubric[field];
      return text === undefined
        ? []
        : [withoutOwn(readText('target', text, own, [...prefix, field]))];
    }),
  );
  const humans = task.score.flatMap((entry, index) => {
    if (entry.metric !== 'judge' || entry.options.human === undefined) return [];
    return [readColumn(entry.options.human, file, ['score', index, 'judge', 'human'])];
  });
  return [...texts, ...humans];
}

function withoutOwn(text: ReadText): ReadText {
  const isColumn = ({ column }: { readonly column: string }) =>
    !judgeWords.some((word) => word === column);
  return { ...text, mentions: text.mentions.filter(isColumn) };
}
