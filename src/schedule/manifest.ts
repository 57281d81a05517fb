// A checked task and its data in, what a run folder must hold to be understood later out.
import { dirname } from 'node:path';
import { sha256 } from '../base/hash.ts';
import { version } from '../base/version.ts';
import { flatSettings, type Cell } from '../grid/cells.ts';
import type { DataFile } from '../prompt/open-data.ts';
import { leftOut } from '../task/params.ts';
import type { MetricInfo } from '../task/metric-info.ts';
import type { LoadedTask } from '../task/load.ts';
import { gitCommit } from './git-commit.ts';

export interface Manifest {
  readonly version: 1;
  readonly kshot: string;
  readonly node: string;
  /** ISO 8601. */
  readonly started: string;
  readonly git_commit?: string;
  readonly task_file: string;
  readonly task_text: string;
  readonly task_hash: string;
  /** The task as it was run: with every `--set` and every default. */
  readonly task: LoadedTask['task'];
  readonly data_hash: string;
  readonly rows: number;
  readonly trials: number;
  readonly metrics: readonly MetricInfo[];
  /** With the parameters that are left to the server. */
  readonly cells: readonly (ManifestCell & { readonly server_default: readonly string[] })[];
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
  readonly cells: readonly Cell[];
  readonly metrics: readonly MetricInfo[];
  readonly started: Date;
}

export function makeManifest({ loaded, data, cells, metrics, started }: ManifestParts): Manifest {
  const { task, file } = loaded;
  const { text } = file.source;
  const commit = gitCommit(dirname(file.path));
  return {
    version: 1,
    kshot: version(),
    node: process.version,
    started: started.toISOString(),
    ...(commit === undefined ? {} : { git_commit: commit }),
    task_file: file.source.file,
    task_text: text,
    task_hash: sha256(text),
    task,
    data_hash: data.survey.hash,
    rows: data.count,
    trials: task.trials,
    metrics,
    cells: cells.map((cell) => ({
      ...describeCell(cell),
      server_default: leftOut(cell.settings.params),
    })),
  };
}

export function describeCell({ id, name, coordinates, settings }: Cell): ManifestCell {
  return { id, name, axes: coordinates, params: flatSettings(settings) };
}
