import { errorOf, UserError } from '../base/problem.ts';
import { displayPath } from '../dataset/display-path.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EACCES: 'it may not be written',
  EPERM: 'it may not be written',
  EROFS: 'the disk is read-only',
  ENOENT: 'its folder is gone',
  ENOTDIR: 'there is a file where a folder should be',
  EIO: 'the disk does not answer',
  ESTALE: 'the disk is gone',
  EFBIG: 'the file may not grow any more',
};

const kept = 'what was answered until then is kept: make room, then go on with kshot resume';

/** Where a run cannot even begin. */
export const nothingSent = 'nothing was sent: make room, or run where files can be written';

/** What `write` returns. Throws a UserError where the disk refuses. */
export function cannotWrite<T>(path: string, write: () => T, help = kept): T {
  try {
    return write();
  } catch (error) {
    throw explained(path, error, help);
  }
}

/** The UserError for an error of the disk; any other error as it is. */
export function explained(path: string, error: unknown, help = kept): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof UserError || code === undefined) return error;
  const why = reasons[code] ?? message;
  return new UserError([
    errorOf('cannot-write', `cannot write ${displayPath(path)}: ${why}`, undefined, help),
  ]);
}
