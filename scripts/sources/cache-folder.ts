import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what was installed or built for one source system stays from run to run: `PROMISEGRAPH_SOURCES_DIR`, else under `~/.cache`. */
export function cacheFolder(system: string): string {
  const root = process.env.PROMISEGRAPH_SOURCES_DIR ?? join(homedir(), '.cache', 'promisegraph', 'sources');
  const folder = join(root, system);
  mkdirSync(folder, { recursive: true });
  return folder;
}
