// vitest's JSON report and the code it ended with in; `N passed, N failed, N skipped` and our own code out.
import { readFileSync } from 'node:fs';

const [path, code = '1'] = process.argv.slice(2);

function readReport() {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    console.log('the tests ended without a report');
    return { testResults: [] };
  }
}

const files = readReport().testResults;
const tests = files.flatMap(({ assertionResults }) => assertionResults);
const count = (status) => tests.filter((test) => test.status === status).length;

const passed = count('passed');
// A file that cannot be loaded has failed without a failed test; so has a run that ends in an error outside of any.
const broken = files.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
);
const counted = count('failed') + broken.length;
const failed = counted === 0 && (code !== '0' || passed === 0) ? 1 : counted;
const skipped = tests.length - passed - count('failed');

for (const { ancestorTitles, title, status } of tests)
  if (status !== 'passed' && status !== 'failed')
    console.log(`skipped: ${[...ancestorTitles, title].join(' > ')}`);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed + skipped > 0 ? 1 : 0;
