// Runs that were stopped on their way.
import { scripted } from '../servers/scripted.ts';
import { online } from './online.ts';

/** A clock that stands still makes the whole output the same each time. */
export const still = { clock: () => 0 };

/** The rows in order. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, row) => row);
}

/** A run that is interrupted as row 10 is asked, one request after the other. */
export async function interrupted(rows: number, more = '') {
  let interrupt = () => {};
  const server = await scripted(({ row, attempt }) => {
    if (row === 10 && attempt === 0) interrupt();
    return false;
  });
  const own = online({ url: server.url, rows, more, world: still });
  ({ interrupt } = own);
  const printed = await own.run({ concurrency: '1' });
  return { ...own, server, printed };
}
