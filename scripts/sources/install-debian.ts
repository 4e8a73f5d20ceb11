import { execFileSync } from 'node:child_process';
import { messageOf } from '../../src/errors.ts';
import { CannotInstall } from './cannot-install.ts';

/** Minutes that a download may take. */
const PATIENCE_MS = 10 * 60_000;

/** Sees to it that Debian packages are on this machine, with apt-get when they are not. Throws `CannotInstall`. */
export function installDebian(system: string, packages: readonly string[]): void {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  console.log(`${system}: installing ${missing.join(' ')}`);
  const args = ['-o', 'DPkg::Lock::Timeout=600', 'install', '-y', '--no-install-recommends', ...missing];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', args, { stdio: 'pipe', timeout: PATIENCE_MS, env });
  } catch (cause) {
    throw new CannotInstall(system, `apt-get install ${missing.join(' ')}: ${messageOf(cause)}`, { cause });
  }
}

function isInstalled(name: string): boolean {
  try {
    const status = execFileSync('dpkg-query', ['-W', '-f', '${Status}', name], { stdio: 'pipe', encoding: 'utf8' });
    return status.includes('install ok installed');
  } catch {
    return false;
  }
}
