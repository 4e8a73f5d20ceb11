// Builds after an install. `npx promisegraph` in a checkout links the package into npx's cache, which prepares it once more: what
// is built already is not built again then.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const isBuilt = existsSync(join(import.meta.dirname, '../dist/src/main.js'));
if (process.env.npm_command !== 'exec' || !isBuilt) {
  const { status } = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' });
  process.exitCode = status ?? 1;
}
