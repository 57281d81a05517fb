// A task and a file of outputs in; the task as that file answers it out.
import { basename, resolve } from 'node:path';
import type { Request } from '../../plan/request.ts';
import { checkPassAt } from '../../task/check-task.ts';
import type { LoadedTask } from '../../task/load.ts';
import type { Answerers, OutputsOptions } from '../answerers.ts';
import type { Completion } from '../completion.ts';
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
  // The index of a cell is another where the run is narrowed to it.
  const places = new Map(cells.map(({ id, index }) => [id, index]));
  const provider = outputsProvider(({ cell, row, trial }) =>
    matched?.find({ cell: places.get(cell.id)!, row: row.key, trial }),
  );
  return {
    loaded: { ...loaded, task: { ...task, model, mode: 'text', params: {}, grid: [], trials } },
    cells,
    problems: checkPassAt(loaded.file, task.score, trials).map((problem) => ({
      ...problem,
      help: 'the outputs have no more: tell repetitions apart by a column trial',
    })),
    providers: { outputs: provider },
    outputsHash: outputs.hash,
    async match(data, wanted) {
      const own = cells.filter(({ id }) => wanted.some((cell) => cell.id === id));
      matched = await matchOutputs(outputs, own, data);
      return matched.warnings;
    },
  };
}

/** Nothing is sent: the answers are there. */
function outputsProvider(find: (request: Request) => Completion | undefined): Provider {
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
        transport: (request) => Promise.resolve(find(request) ?? noOutput),
      }),
  };
}
