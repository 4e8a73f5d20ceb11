import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../src/errors.ts';
import { cacheFolder } from './cache-folder.ts';
import { CannotInstall } from './cannot-install.ts';
import { oneAtATime } from './one-at-a-time.ts';

const run = promisify(execFile);

/** Milliseconds that a download may take. */
const PATIENCE_MS = 10 * 60_000;

export interface NpmSource {
  /** The system's name for people, and that of its folder in the cache. */
  readonly name: string;
  readonly folder: string;
  /** Another version is installed beside this one. */
  readonly version: string;
  /** Each with its version. */
  readonly packages: readonly string[];
}

/** The folder in which a source system is installed with npm, once on this machine: never the project's own. Throws `CannotInstall`. */
export async function installNpm({ name, folder, version, packages }: NpmSource): Promise<string> {
  const home = join(cacheFolder(folder), version);
  const whole = join(home, 'installed');
  if (existsSync(whole)) return home;
  return oneAtATime(`${home}.lock`, async () => {
    if (existsSync(whole)) return home;
    console.log(`${name}: installing ${packages.join(' ')}`);
    mkdirSync(home, { recursive: true });
    const description = { name: `${folder}-source`, private: true, version: '0.0.0' };
    writeFileSync(join(home, 'package.json'), JSON.stringify(description));
    try {
      await run('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: home, timeout: PATIENCE_MS });
    } catch (cause) {
      throw new CannotInstall(name, `npm install ${packages.join(' ')}: ${messageOf(cause)}`, { cause });
    }
    writeFileSync(whole, version);
    return home;
  });
}
