// A task and the columns of its data set in, what its writer may have overlooked out.
import type { Problem } from '../base/problem.ts';
import type { LoadedTask } from '../task/load.ts';
import { locateKey } from '../task/yaml-file.ts';
import type { ReadText } from './check-columns.ts';

export function hints(
  loaded: LoadedTask,
  texts: readonly ReadText[],
  columns: readonly string[],
): Problem[] {
  return [...unusedColumns(loaded, texts, columns), ...varyingInstructions(texts)];
}

function unusedColumns(
  { task, file }: LoadedTask,
  texts: readonly ReadText[],
  columns: readonly string[],
): Problem[] {
  const { id = 'id', cluster, where } = task.dataset;
  const mentioned = texts.flatMap(({ mentions }) => mentions.map(({ column }) => column));
  const used = [...mentioned, id, cluster, task.shots?.label, ...Object.keys(where)];
  const unused = columns.filter((column) => !used.includes(column));
  if (unused.length === 0) return [];
  const noun = unused.length === 1 ? 'column is' : 'columns are';
  const message = `${unused.length} ${noun} used by nothing: ${unused.join(', ')}`;
  return [{ severity: 'hint', code: 'unused-column', message, at: locateKey(file, ['dataset']) }];
}

/** Providers cache what prompts begin with. */
function varyingInstructions(texts: readonly ReadText[]): Problem[] {
  return texts
    .filter(({ field, mentions }) => field === 'instruction' && mentions.length > 0)
    .map(({ mentions, locate }) => ({
      severity: 'hint',
      code: 'varying-prefix',
      message: 'the instruction differs from row to row: prompts share no beginning',
      at: locate(mentions[0]!),
      help: 'move the column to `input`, and providers can cache the shots',
    }));
}
