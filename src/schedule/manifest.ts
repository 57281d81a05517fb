// A checked task and its data in, what a run folder must hold to be understood later out.
import { dirname, relative } from 'node:path';
import { sha256 } from '../base/hash.ts';
import { version } from '../base/version.ts';
import { flatSettings, type Cell } from '../grid/cells.ts';
import type { Example } from '../plan/example.ts';
import type { DataFile } from '../prompt/open-data.ts';
import type { OutputsOptions } from '../provider/answerers.ts';
import { leftOut } from '../task/params.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { LoadedTask } from '../task/load.ts';
import { gitCommit } from './git-commit.ts';
import type { Shard } from './shard.ts';

export interface Manifest {
  readonly version: 1;
  readonly kshot: string;
  readonly node: string;
  /** ISO 8601. */
  readonly started: string;
  readonly git_commit?: string;
  /** The working directory, from the folder that `.kshot` stands in. */
  readonly folder: string;
  readonly task_file: string;
  readonly task_text: string;
  readonly task_hash: string;
  /** The task as it was run: with every `--set` and every default. */
  readonly task: LoadedTask['task'];
  /** What the command line said, as typed. */
  readonly options: RunOptions;
  /** Which part of the run this is; absent for a whole one. */
  readonly shard?: Shard;
  readonly data_hash: string;
  /** Of the file that the shots come from, where it is another. */
  readonly pool_hash?: string;
  /** Of the file that the answers come from, where no model was asked. */
  readonly outputs_hash?: string;
  readonly rows: number;
  readonly trials: number;
  readonly metrics: readonly MetricInfo[];
  /** With the parameters that are left to the server. */
  readonly cells: readonly (ManifestCell & { readonly server_default: readonly string[] })[];
  /** The prompts of one row; absent in runs of before they were kept. */
  readonly example?: Example;
}

/** What was laid over the task file, and what the run was narrowed to. */
interface RunOptions {
  readonly set: readonly string[];
  readonly rows: readonly string[];
  readonly cell?: string | undefined;
  readonly outputs?: OutputsOptions;
  /** `set` held a secret, which is not kept. */
  readonly secret?: true;
}

export interface ManifestCell {
  readonly id: string;
  readonly name: string;
  readonly axes: Cell['coordinates'];
  readonly params: Readonly<Record<string, unknown>>;
}

export interface ManifestParts {
  readonly loaded: LoadedTask;
  readonly data: DataFile;
  readonly pool?: DataFile | undefined;
  readonly options: RunOptions;
  readonly shard?: Shard | undefined;
  readonly outputsHash?: string | undefined;
  /** The folder that `.kshot` stands in, and the working directory. */
  readonly project: string;
  readonly cwd: string;
  readonly cells: readonly Cell[];
  readonly metrics: readonly MetricInfo[];
  readonly example?: Example | undefined;
  readonly started: Date;
}

export function makeManifest(parts: ManifestParts): Manifest {
  const { loaded, data, pool, options, shard, cells, metrics, example, started, outputsHash } =
    parts;
  const { task, file } = loaded;
  const { text } = file.source;
  const commit = gitCommit(dirname(file.path));
  return {
    version: 1,
    kshot: version(),
    node: process.version,
    started: started.toISOString(),
    ...(commit === undefined ? {} : { git_commit: commit }),
    folder: relative(parts.project, parts.cwd),
    task_file: file.source.file,
    task_text: text,
    task_hash: sha256(text),
    task,
    options,
    ...(shard ? { shard } : {}),
    data_hash: data.survey.hash,
    ...(pool && pool.source.path !== data.source.path ? { pool_hash: pool.survey.hash } : {}),
    ...(outputsHash === undefined ? {} : { outputs_hash: outputsHash }),
    rows: data.count,
    trials: task.trials,
    metrics,
    cells: cells.map((cell) => ({
      ...describeCell(cell),
      server_default: leftOut(cell.settings.params),
    })),
    ...(example ? { example } : {}),
  };
}

export function describeCell({ id, name, coordinates, settings }: Cell): ManifestCell {
  return { id, name, axes: coordinates, params: flatSettings(settings) };
}
