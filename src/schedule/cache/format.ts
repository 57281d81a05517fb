// Whether this kshot can use the folder: a file in it tells the number of the format.
import type { Place } from './place.ts';
import { attempt, troubleOf } from './trouble.ts';

const fileName = 'format';
const ours = 'kshot answer cache, format 1\n';
const form = /^kshot answer cache, format (\d+)\b/;

/** False, and told of, where a newer kshot wrote the folder or nobody can read it: then it is left alone. */
export function isUsable(place: Place): boolean {
  const { folder, warn } = place;
  try {
    place.disk.list(folder);
  } catch (error) {
    troubleOf(error);
    warn(
      `the answer cache ${folder} cannot be read (${(error as Error).message}): every answer is asked`,
    );
    return false;
  }
  const format = Number(form.exec(readFormat(place) ?? '')?.[1] ?? 1);
  if (format === 1) return true;
  warn(
    `the answer cache ${folder} has format ${format}, of a newer kshot: it is neither read nor written. Update kshot, or delete the folder.`,
  );
  return false;
}

function readFormat({ disk, pathOf }: Place): string | undefined {
  return attempt(() => {
    const file = disk.openToRead(pathOf(fileName));
    try {
      return file.read(0, 100).toString();
    } finally {
      file.close();
    }
  });
}

/** Makes the folder, and says in it what it is. Throws the errors of the disk. */
export function makeFolder(place: Place): void {
  const { disk, folder, pathOf } = place;
  disk.makeFolder(folder);
  if (readFormat(place) !== ours) disk.write(pathOf(fileName), ours);
}
