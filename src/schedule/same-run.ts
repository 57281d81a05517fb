// The manifests of a run and of what would be run now in, what has changed since out.
import { cutText } from '../base/cut-text.ts';
import { stableJson } from '../base/hash.ts';
import { errorOf, UserError } from '../base/problem.ts';
import type { Manifest } from './manifest.ts';

/** Throws a UserError that names what changed; `again` is how to start anew. */
export function requireSameRun(before: Manifest, now: Manifest, run: string): void {
  const changes = changesSince(before, now);
  if (changes.length === 0) return;
  const { outputs } = now.options;
  const again = outputs
    ? `score ${before.task_file} --outputs ${outputs.file}`
    : `run ${before.task_file}`;
  const help = `put it back, or start anew: kshot ${again}`;
  throw new UserError(
    changes.map((change) =>
      errorOf('run-changed', `${change} since the run ${run}`, undefined, help),
    ),
  );
}

const shownAtMost = 8;

export function changesSince(before: Manifest, now: Manifest): string[] {
  const settings = differences(before.task, now.task, []);
  const more = settings.length - shownAtMost;
  const changes = [
    ...settings.slice(0, shownAtMost),
    ...(more > 0 ? [`${more} more settings have changed`] : []),
    ...fileChanges(before, now),
  ];
  if (changes.length > 0 || idsOf(before) === idsOf(now)) return changes;
  return [`kshot has changed (it was ${before.kshot} and is ${now.kshot})`];
}

function fileChanges(before: Manifest, now: Manifest): string[] {
  const { dataset, shots } = now.task;
  return [
    ...(before.data_hash === now.data_hash ? [] : [`${nameOf(dataset.path)} has changed`]),
    ...(before.pool_hash === now.pool_hash
      ? []
      : [`${nameOf((shots?.from ?? dataset).path)} has changed`]),
    ...(before.outputs_hash === now.outputs_hash
      ? []
      : [`${nameOf(now.options.outputs!.file)} has changed`]),
  ];
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1)!;
}

function idsOf({ cells, rows, trials }: Manifest): string {
  return stableJson([cells.map(({ id }) => id), rows, trials]);
}

/** What no answer depends on: where the data lie (a shard may have run on another machine), words, how fast is asked, and what it costs. */
const harmless = [
  /^(?:dataset|shots\.from)\.path$/,
  /^description$/,
  /^providers\.[^.]+\.(?:concurrency|requests_per_minute|tokens_per_minute|timeouts|price)$/,
];

/** Of two plain values. */
function differences(before: unknown, now: unknown, path: readonly string[]): string[] {
  if (harmless.some((pattern) => pattern.test(path.join('.')))) return [];
  if (isTree(before) && isTree(now)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
    return [...keys].flatMap((key) => differences(before[key], now[key], [...path, key]));
  }
  if (stableJson(before ?? null) === stableJson(now ?? null)) return [];
  return [`${path.join('.')} has changed from ${show(before)} to ${show(now)}`];
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const longest = 60;

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return cutText(text, longest);
}
