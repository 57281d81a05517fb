import type { DataSource } from './data-source.ts';
import type { Gate } from './gate-schema.ts';
import type { AxisName } from './grid-schema.ts';
import type { Params } from './params.ts';
import type { ProviderSettings } from './provider-schema.ts';
import type { ScoreEntry } from './score-entry.ts';
import type { Select } from './shots-schema.ts';
import type { RaceSettings } from './sweep-schema.ts';
import type { Template } from './template-schema.ts';

/** One axis of the grid with the values it takes, ranges spelled out. */
export interface Axis {
  readonly name: AxisName;
  readonly values: readonly unknown[];
}

/** How shots are chosen; the grid may replace count, select, order and seed. */
export interface Shots {
  /** The pool; without it the data set itself. */
  readonly from?: DataSource;
  readonly count?: number;
  readonly select: Select;
  readonly order?: string;
  readonly seed: number;
  readonly per: 'run' | 'row';
  readonly label?: string;
}

/** A checked task: plain data, every default filled in. */
export interface Task {
  readonly name: string;
  readonly description?: string;
  /** By the name used for them in the task; the first is the task's own. */
  readonly templates: Readonly<Record<string, Template>>;
  readonly dataset: DataSource;
  readonly shots?: Shots;
  readonly mode: 'text' | 'chat';
  readonly model: string;
  readonly params: Params;
  /** A union of products: one list of axes for each mapping of the grid. */
  readonly grid: readonly (readonly Axis[])[];
  /** How cells race; without it every cell answers every row. */
  readonly race?: RaceSettings;
  readonly trials: number;
  readonly score: readonly ScoreEntry[];
  readonly gates: readonly Gate[];
  /** Servers of the user, of the task and of kshot.config.yaml. */
  readonly providers: Readonly<Record<string, ProviderSettings>>;
  readonly unsupported: 'error' | 'warn' | 'drop';
  readonly client_stop: boolean;
  readonly fit: 'error' | 'drop_shots';
}
