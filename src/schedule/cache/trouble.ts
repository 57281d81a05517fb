// What went wrong with a file of the store, and what is done about it: nothing of it is fatal.
import type { Place } from './place.ts';

/** Gone: another process removed it. Passing: it may well be readable the next time. */
export type Trouble = 'gone' | 'damaged' | 'passing';

const unreadable = new Set(['EDAMAGED', 'EISDIR', 'EACCES', 'EIO', 'ELOOP']);

/** As the errors of a disk are: with a code. */
export function damageOf(index: string): Error {
  return Object.assign(new Error(`EDAMAGED: ${index}`), { code: 'EDAMAGED', index });
}

/** The name of the index that `damageOf` was told. */
export function damagedIndex(error: unknown): string | undefined {
  return (error as { readonly index?: string }).index;
}

/** Throws what is no error of a disk: that is a bug of ours. */
export function troubleOf(error: unknown): Trouble {
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string' || !/^E[A-Z0-9]+$/.test(code)) throw error;
  if (code === 'ENOENT') return 'gone';
  return unreadable.has(code) ? 'damaged' : 'passing';
}

/** What `work` gives; undefined where the disk fails. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    troubleOf(error);
    return undefined;
  }
}

/** Leaves a file out from now on; one that is damaged is renamed and told of. */
export function leaveOut(place: Place, name: string, trouble: Trouble): void {
  if (place.leftOut.has(name)) return;
  place.leftOut.add(name);
  if (trouble !== 'damaged') return;
  const moved = moveAside(place, name);
  if (moved === 'gone') return;
  const where = moved === 'passing' ? 'is left out' : `was set aside as ${name}.damaged`;
  const path = place.pathOf(name);
  place.warn(
    name.endsWith('.index')
      ? `${path} is damaged and ${where}; it is made again from the answers, and nothing is lost. Delete it when convenient.`
      : `${path} cannot be read and ${where}; its answers are asked again. Delete it when convenient.`,
  );
}

function moveAside({ disk, pathOf }: Place, name: string): Trouble | undefined {
  try {
    disk.rename(pathOf(name), pathOf(`${name}.damaged`));
    return undefined;
  } catch (error) {
    return troubleOf(error) === 'gone' ? 'gone' : 'passing';
  }
}

/** Of each segment once. */
export function tellDamagedRecords({ told, warn, pathOf }: Place, segment: string): void {
  if (told.has(segment)) return;
  told.add(segment);
  warn(
    `${pathOf(segment)} holds damaged records; those answers are asked again, the others are fine. There is nothing to do.`,
  );
}
