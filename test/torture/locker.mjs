// Tries to get the locks of run folders: of each folder on a line of standard input it says whether it got it.
import { createInterface } from 'node:readline';

const { lockRun } = await import(process.argv[2]);

createInterface({ input: process.stdin }).on('line', (folder) => {
  try {
    lockRun(folder);
    process.stdout.write('got\n');
  } catch (error) {
    process.stdout.write(`${error.problems?.[0].code ?? error.stack}\n`);
  }
});
