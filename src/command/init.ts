import { cp, mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorOf, UserError } from '../base/problem.ts';
import type { Host } from './host.ts';

/** The first task is one of those shipped with the package. */
const files = [
  'evals/review-sentiment.yaml',
  'templates/review-sentiment.yaml',
  'datasets/reviews.csv',
  'schema/task.schema.json',
  'schema/template.schema.json',
];

/** Writes a first task, template and data set that run at once. Overwrites nothing. */
export async function initCommand(host: Host, folder = '.'): Promise<number> {
  const target = resolve(host.cwd, folder);
  const taken: string[] = [];
  for (const file of files) if (await exists(join(target, file))) taken.push(file);
  if (taken.length > 0) {
    const message = `${taken.join(', ')} ${taken.length === 1 ? 'is' : 'are'} there already`;
    const help = 'kshot init writes into an empty folder: kshot init my-evals';
    throw new UserError([errorOf('file-exists', message, undefined, help)]);
  }
  const home = fileURLToPath(new URL('../../', import.meta.url));
  for (const file of files) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await cp(join(home, file), join(target, file));
    host.out(`created ${join(folder, file)}\n`);
  }
  const task = join(folder, files[0]!);
  host.out(`\nNext:\n  kshot check ${task}\n  kshot run ${task}\n  kshot render ${task}\n`);
  return 0;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
