// In: rows. Out: where each stands, by its key.
import type { Row } from './row.ts';
import { seen } from './seen.ts';

/** Keeps 12 to 24 bytes a row, no text. `asWritten`: what became of keys where they are looked up from. */
export async function indexRows(
  rows: AsyncIterable<Row>,
  asWritten: (key: string) => string = (key) => key,
): Promise<(key: string) => number | undefined> {
  const places = seen();
  // Places there count from 1.
  for await (const { key, index } of rows) places.meet(asWritten(key), index + 1);
  return (key) => {
    const place = places.find(key);
    return place === undefined ? undefined : place - 1;
  };
}
