// Runs once before all tests, so that those which start the built command find the sources as they are.
import { exec } from 'node:child_process';
import { promisify } from 'node:util';

/** What tsc ends with when it has written everything and found type errors. */
const emittedWithErrors = 2;

export async function setup(): Promise<void> {
  const cwd = new URL('../', import.meta.url);
  await promisify(exec)('npm run --silent build', { cwd }).catch((error: BuildError) => {
    const { code, stdout, stderr } = error;
    // The type check reports them; they are no reason not to test what was written.
    if (code === emittedWithErrors) process.stderr.write(`${stdout}\n`);
    else throw new Error(`npm run build failed\n${stdout}${stderr}`, { cause: error });
  });
}

interface BuildError extends Error {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}
