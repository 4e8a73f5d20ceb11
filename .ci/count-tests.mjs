import { readFileSync } from 'node:fs';

/**
 * Prints `passed failed skipped` of a Vitest JSON report. A file that could not be loaded has no tests and counts as one that
 * failed; so does a run that left no report, or that failed although every test passed.
 */
const [path, exitCode] = process.argv.slice(2);
const { passed, failed, skipped } = count(readReport(path));
console.log(passed, failed === 0 && exitCode !== '0' ? 1 : failed, skipped);

function count(files) {
  const statuses = files.flatMap(({ status, assertionResults }) =>
    status === 'failed' && assertionResults.every((test) => test.status !== 'failed')
      ? ['failed', ...assertionResults.map((test) => test.status)]
      : assertionResults.map((test) => test.status),
  );
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  return { passed, failed, skipped: statuses.length - passed - failed };
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch (error) {
    console.error(`no test report: ${error.message}`);
    return [{ status: 'failed', assertionResults: [] }];
  }
}
