import { didYouMean } from '../base/distance.ts';
import { errorOf, type Problem } from '../base/problem.ts';
import type { FileRecord } from './table.ts';
import type { LocateSource } from './unknown-column.ts';
import { meets, type Condition } from './where.ts';

const shownAtMost = 5;

/** Watches the rows that are not selected, to tell why if none is. */
export interface Onlookers {
  readonly watch: (record: FileRecord) => void;
  readonly explain: (file: string, at: LocateSource) => Problem;
}

interface Onlooker extends Condition {
  readonly values: Set<string>;
  met: boolean;
}

export function onlookers(conditions: readonly Condition[]): Onlookers {
  const watchers = conditions.map((condition): Onlooker => {
    return { ...condition, values: new Set(), met: false };
  });
  return {
    watch(record) {
      for (const watcher of watchers) {
        watcher.met ||= meets(record, watcher);
        const value = record.fields[watcher.column];
        if (watcher.values.size <= shownAtMost && typeof value === 'string')
          watcher.values.add(value);
      }
    },
    explain(file, at) {
      const culprit = watchers.find(({ met }) => !met);
      if (culprit) return noSuchValue(culprit, file, at);
      return noneTogether(watchers, file, at);
    },
  };
}

function noSuchValue({ name, texts, values }: Onlooker, file: string, at: LocateSource): Problem {
  const message = `no row of ${file} has ${quotedList(texts, ' or ')} in the column "${name}"`;
  const held = [...values].slice(0, shownAtMost);
  const more = values.size > shownAtMost ? ' and more' : '';
  const holds = held.length > 0 ? `the column holds ${quotedList(held, ', ')}${more}` : undefined;
  const meant = texts.map((text) => didYouMean(text, values)).find(Boolean);
  const help = [holds ?? 'the column holds no text', meant].filter(Boolean).join('; ');
  return errorOf('empty-dataset', message, at('where', name), help);
}

function noneTogether(conditions: readonly Condition[], file: string, at: LocateSource): Problem {
  const all = conditions.map(({ name, texts }) => `${name} = ${quotedList(texts, ' or ')}`);
  const [first] = conditions;
  return errorOf(
    'empty-dataset',
    first
      ? `no row of ${file} meets all of \`where\`: ${all.join(', ')}`
      : `no row of ${file} is selected`,
    first && at('where', first.name),
    first ? 'each condition alone is met by some row' : '`sample` and `limit` must be at least 1',
  );
}

function quotedList(texts: readonly string[], joint: string): string {
  return texts.map((text) => `"${text}"`).join(joint);
}
