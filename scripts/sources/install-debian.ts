import { execFileSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { messageOf } from '../../src/errors.ts';
import { CannotInstall } from './cannot-install.ts';

/** Milliseconds that a download may take. */
const PATIENCE_MS = 10 * 60_000;

/** Sees to it that Debian packages are on this machine, with apt-get when they are not. Throws `CannotInstall`. */
export function installDebian(system: string, packages: readonly string[]): void {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const install = ['install', '-y', '--no-install-recommends', ...missing];
  const wanted = `apt-get ${install.join(' ')}`;
  if (!hasAptGet())
    throw new CannotInstall(system, `it needs ${missing.join(', ')} of Debian, and there is no apt-get`);
  if (userInfo().uid !== 0) throw new CannotInstall(system, `as root, run: ${wanted}`);

  console.log(`${system}: installing ${missing.join(' ')}`);
  try {
    aptGet(install);
  } catch {
    // The list of packages is missing, or older than what the servers have.
    try {
      aptGet(['update']);
      aptGet(install);
    } catch (cause) {
      throw new CannotInstall(system, `${wanted}, also after apt-get update: ${messageOf(cause)}`, { cause });
    }
  }
}

/** The message of what it throws has all that apt-get said of errors. */
function aptGet(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const waiting = ['-o', 'DPkg::Lock::Timeout=600'];
  execFileSync('apt-get', [...waiting, ...args], { stdio: 'pipe', timeout: PATIENCE_MS, env });
}

function hasAptGet(): boolean {
  try {
    execFileSync('apt-get', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
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
