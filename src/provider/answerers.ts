// A loaded task in, who answers its cells out: the models that it names, or a file of answers that are there already.
import type { Problem } from '../base/problem.ts';
import { expandGrid, type Cell } from '../grid/cells.ts';
import type { DataFile } from '../prompt/open-data.ts';
import type { LoadedTask } from '../task/load.ts';
import type { Provider } from './provider.ts';

/** Answers to be scored in place of those of a model. */
export interface OutputsOptions {
  /** CSV or JSONL, one answer a record; relative to the working directory. */
  readonly file: string;
  /** The column of the answers. Default `output`. */
  readonly column?: string | undefined;
}

export interface Answerers {
  /** The task, as it is answered. */
  readonly loaded: LoadedTask;
  readonly cells: readonly Cell[];
  readonly problems: readonly Problem[];
  /** Those that no task names. */
  readonly providers?: Readonly<Record<string, Provider>>;
  /** The sha256 of the file that the answers come from, if they do. */
  readonly outputsHash?: string;
  /** Finds the answers of the rows in these cells, where they are there already. Returns what is amiss; throws a UserError where nothing fits. */
  readonly match: (data: DataFile, cells: readonly Cell[]) => Promise<readonly Problem[]>;
}

/** Throws a UserError where the outputs cannot be read. */
export async function whoAnswers(
  loaded: LoadedTask,
  outputs: OutputsOptions | undefined,
  cwd: string,
): Promise<Answerers> {
  if (outputs) {
    const { openOutputs } = await import('./outputs/open-outputs.ts');
    return openOutputs(loaded, outputs, cwd);
  }
  const { cells, warnings: problems } = expandGrid(loaded.task);
  return { loaded, cells, problems, match: () => Promise.resolve([]) };
}
