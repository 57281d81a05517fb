import type { Row } from '../../dataset/row.ts';
import { readRows } from '../../dataset/rows.ts';
import type { DataFile } from '../../prompt/open-data.ts';

/** Every row of the file, whichever the task selects. */
export function wholeFile({ source }: DataFile): AsyncGenerator<Row> {
  const { limit: _limit, sample: _sample, ...rest } = source;
  return readRows({ ...rest, where: {} });
}
