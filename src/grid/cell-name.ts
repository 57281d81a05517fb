// Cells in, their short names out: the axes that vary, in the order of the file.
import { sha256, stableJson } from '../base/hash.ts';
import type { AxisName } from '../task/grid-schema.ts';
import type { Cell } from './cells.ts';

const shortNames: Readonly<Partial<Record<AxisName, string>>> = {
  temperature: 't',
  max_tokens: 'max',
  repetition_penalty: 'rep',
  'shots.count': 'k',
  'shots.select': 'select',
  'shots.order': 'order',
};

/** The name of an axis in cell names and table headings. */
export function shortName(axis: AxisName): string {
  return shortNames[axis] ?? axis;
}

/** A value as it is shown: `–` where the cell does not have the axis. */
export function showValue(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' && /^[\w./:-]+$/.test(value) ? value : JSON.stringify(value);
}

const longestValue = 50;

/** Of a long value its beginning, and a hash that tells it from others which begin alike. */
function shorten(shown: string): string {
  const characters = Array.from(shown);
  if (characters.length <= longestValue) return shown;
  return `${characters.slice(0, longestValue - 10).join('')}…${sha256(shown).slice(0, 6)}`;
}

type Unnamed = Pick<Cell, 'coordinates'>;

/** The axes with more than one value among the cells, in the order of the file. */
export function varyingAxes(cells: readonly Pick<Cell, 'coordinates'>[]): AxisName[] {
  const axes = new Set(cells.flatMap(({ coordinates }) => Object.keys(coordinates) as AxisName[]));
  return [...axes].filter(
    (axis) => new Set(cells.map(({ coordinates }) => stableJson(coordinates[axis]))).size > 1,
  );
}

/** Unique: `default` where nothing varies. */
export function nameCells(cells: readonly Unnamed[]): string[] {
  const axes = varyingAxes(cells);
  if (axes.length === 0) return cells.map(() => 'default');
  return cells.map(({ coordinates }) =>
    axes.map((axis) => `${shortName(axis)}=${shorten(showValue(coordinates[axis]))}`).join(' '),
  );
}
