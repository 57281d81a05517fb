// A task and a file of outputs in; the task as that file answers it out.
import { basename, resolve } from 'node:path';
import { checkPassAt } from '../../task/check-task.ts';
import type { LoadedTask } from '../../task/load.ts';
import type { Answerers, OutputsOptions } from '../answerers.ts';
import type { Provider } from '../provider.ts';
import { everyParam } from '../wire/wire.ts';
import { matchOutputs, type Matched } from './match-outputs.ts';
import { noOutput } from './read-answer.ts';
import { cellsOf, readOutputs } from './read-outputs.ts';

/** Throws a UserError where the file cannot be read. */
export async function openOutputs(
  loaded: LoadedTask,
  { file, column }: OutputsOptions,
  cwd: string,
): Promise<Answerers> {
  const { task } = loaded;
  const path = resolve(cwd, file);
  const outputs = await readOutputs({ path, column, dataset: task.dataset });
  const model = `outputs:${basename(file)}`;
  const cells = cellsOf(outputs, model, Object.entries(task.templates)[0]!);
  const { trials } = outputs;
  let matched: Matched | undefined;
  const provider = outputsProvider((place) => matched?.find(place));
  return {
    loaded: { ...loaded, task: { ...task, model, mode: 'text', params: {}, grid: [], trials } },
    cells,
    problems: checkPassAt(loaded.file, task.score, trials).map((problem) => ({
      ...problem,
      help: 'the outputs have no more: tell repetitions apart by a column trial',
    })),
    providers: { outputs: provider },
    outputsHash: outputs.hash,
    async match(data) {
      matched = await matchOutputs(outputs, cells, data);
      return matched.warnings;
    },
  };
}

/** Nothing is sent: the answers are there. */
function outputsProvider(find: Matched['find']): Provider {
  return {
    modes: ['text'],
    example: 'outputs:answers.csv',
    capabilities: () => everyParam,
    extra: false,
    limits: {},
    concurrency: { start: 16, fixed: true },
    pool: 'outputs',
    given: true,
    open: () =>
      Promise.resolve({
        transport: ({ cell, row, trial }) =>
          Promise.resolve(find({ cell: cell.index, row: row.key, trial }) ?? noOutput),
      }),
  };
}
