import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Real data sets, which are not part of the project. */
const ROOT = resolve(process.env.PROMISEGRAPH_DATA ?? '../shared/data');

/** The path of a real data file; null, with a printed reason, where it is absent: tests that need it then skip. */
export function realData(file: string): string | null {
  const path = resolve(ROOT, file);
  if (existsSync(path)) return path;
  console.warn(`skipped: ${path} is not there (set PROMISEGRAPH_DATA to the folder of the data sets)`);
  return null;
}
