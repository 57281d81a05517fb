// A module of the user's own in, the function that it exports out.
import { access } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { errorOf, UserError, type Problem } from '../base/problem.ts';
import { reasonOf } from '../base/reason-of.ts';
import type { Location } from '../base/location.ts';
import type { ProblemCode } from '../base/problem-code.ts';
import { displayPath } from '../dataset/display-path.ts';

export interface Wanted {
  /** As it stands in the task. */
  readonly shown: string;
  readonly name: string;
  /** How such a function begins, for those who have none. */
  readonly example: string;
  /** Of a module without it. */
  readonly code: ProblemCode;
  readonly at?: Location | undefined;
}

type Exports = Readonly<Record<string, unknown>>;

/** Throws a UserError where the file or the function is not there. */
export async function importFunction<F>(path: string, wanted: Wanted): Promise<F> {
  const { shown, name, example, code } = wanted;
  await access(path).catch(() => {
    const help = `looked for ${displayPath(path)}`;
    throw refuse(wanted, { code: 'file-not-found', message: `there is no file ${shown}`, help });
  });
  const exported = await load(path, wanted);
  if (typeof exported[name] === 'function') return exported[name] as F;
  const names = Object.keys(exported);
  const what = names.length === 0 ? 'nothing' : names.join(', ');
  const message = `${shown} exports no function ${name}; it exports ${what}`;
  throw refuse(wanted, { code, message, help: example });
}

async function load(path: string, wanted: Wanted): Promise<Exports> {
  const { shown, code } = wanted;
  try {
    return (await import(pathToFileURL(path).href)) as Exports;
  } catch (error) {
    const node = Object(error) as NodeJS.ErrnoException;
    if (node.code === 'ERR_UNKNOWN_FILE_EXTENSION' && /"\.[cm]?tsx?"/.test(node.message))
      throw refuse(wanted, {
        code,
        message: `${shown}: Node ${process.versions.node} does not read TypeScript`,
        help: 'Node 22.18 and later do; or write the module in JavaScript, as .mjs',
      });
    throw refuse(wanted, { code, message: `${shown} cannot be loaded: ${reasonOf(error)}` });
  }
}

function refuse(
  { at }: Wanted,
  { code, message, help }: Pick<Problem, 'code' | 'message' | 'help'>,
): UserError {
  return new UserError([errorOf(code, message, at, help)]);
}
