import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorOf, UserError } from '../base/problem.ts';
import { version } from '../base/version.ts';
import type { Host } from './host.ts';
import { githubWorkflow, workflowFile } from './workflow.ts';

/** The first task is one of those shipped with the package. */
const files = [
  'evals/review-sentiment.yaml',
  'templates/review-sentiment.yaml',
  'datasets/reviews.csv',
  'schema/task.schema.json',
  'schema/template.schema.json',
];

export interface InitOptions {
  /** Where a workflow is wanted for. */
  readonly ci?: string;
}

/** Writes a first task, template and data set that run at once, or a workflow to what is there. Overwrites nothing. */
export async function initCommand(
  host: Host,
  folder = '.',
  { ci }: InitOptions = {},
): Promise<number> {
  if (ci !== undefined && ci !== 'github')
    throw new UserError([errorOf('bad-option', `--ci takes github, not "${ci}"`)]);
  const target = resolve(host.cwd, folder);
  const hasTasks = existsSync(join(target, 'evals'));
  const wanted = ci !== undefined && hasTasks ? [] : files;
  requireFree(target, ci === undefined ? wanted : [...wanted, workflowFile]);
  for (const file of wanted) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await cp(join(packageFolder, file), join(target, file));
    host.out(`created ${join(folder, file)}\n`);
  }
  if (ci !== undefined) await writeWorkflow(host, folder);
  if (wanted.length === 0) return 0;
  const task = join(folder, files[0]!);
  host.out(`\nNext:\n  kshot check ${task}\n  kshot run ${task}\n  kshot render ${task}\n`);
  return 0;
}

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

function requireFree(target: string, wanted: readonly string[]): void {
  const taken = wanted.filter((file) => existsSync(join(target, file)));
  if (taken.length === 0) return;
  const message = `${taken.join(', ')} ${taken.length === 1 ? 'is' : 'are'} there already`;
  const help = taken.includes(workflowFile)
    ? 'remove it to have it written anew'
    : 'kshot init writes into an empty folder: kshot init my-evals';
  throw new UserError([errorOf('file-exists', message, undefined, help)]);
}

async function writeWorkflow({ cwd, out, err }: Host, folder: string): Promise<void> {
  const path = resolve(cwd, folder, workflowFile);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, githubWorkflow(version()));
  out(`created ${join(folder, workflowFile)}\n`);
  if (!isInsideRepository(resolve(cwd, folder))) return;
  const where = 'GitHub reads the workflows at the root of a repository alone';
  err(`${where}: move .github there, and give its paths the folder\n`);
}

/** Below the root of one. */
function isInsideRepository(folder: string): boolean {
  if (existsSync(join(folder, '.git'))) return false;
  const above = dirname(folder);
  return above !== folder && (existsSync(join(above, '.git')) || isInsideRepository(above));
}
