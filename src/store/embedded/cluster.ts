import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '../../errors.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { chooseServerUser, type ServerUser } from './server-user.ts';

/** A PostgreSQL data directory with all that is needed to run it. */
export interface Cluster {
  readonly dir: string;
  readonly logFile: string;
  readonly password: string;
  readonly binaries: Binaries;
  readonly user: ServerUser;
}

/** Inside the cluster, so that a cluster and its password appear and vanish together. */
const PASSWORD_FILE = 'promisegraph.password';
const ABANDONED_AFTER_MS = 3_600_000;

/** Opens the cluster below a data directory, and makes it at the first time. Throws CONFIG_INVALID. */
export async function openCluster(dataDir: string): Promise<Cluster> {
  const binaries = await findBinaries();
  try {
    await mkdir(dataDir, { recursive: true });
    const home = await realpath(dataDir);
    const dir = join(home, 'postgres');
    const user = await chooseServerUser(binaries.postgres, dir);
    if (!(await exists(join(dir, 'PG_VERSION')))) await createCluster(home, dir, binaries, user);
    const password = (await readFile(join(dir, PASSWORD_FILE), 'utf8')).trim();
    return { dir, logFile: join(home, 'postgres.log'), password, binaries, user };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError(
      'CONFIG_INVALID',
      `cannot keep a database in ${dataDir}: ${messageOf(cause)}; make it writable for this user, choose another DATA_DIR, or set DATABASE_URL`,
      { dataDir },
      { cause },
    );
  }
}

/**
 * Makes the cluster under another name and moves it into place, so that a start which is killed half way leaves no half
 * cluster, and of two first starts at the same moment one wins and the other uses what is there.
 */
async function createCluster(home: string, dir: string, binaries: Binaries, user: ServerUser): Promise<void> {
  await removeAbandoned(home);
  const draft = await mkdtemp(join(home, 'postgres.new-'));
  const passwordFile = `${draft}.password`;
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await user.own(draft);
  await user.own(passwordFile);
  try {
    await user.run(binaries.initdb, [
      ...['-D', draft, '-U', 'promisegraph', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
      ...['-E', 'UTF8', '--locale=C', '--data-checksums', '--no-instructions'],
    ]);
    await rename(passwordFile, join(draft, PASSWORD_FILE));
    await rename(draft, dir).catch(async (error: unknown) => {
      if (!(await exists(join(dir, 'PG_VERSION')))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

/** Drafts of starts that were killed. */
async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const path = join(home, name);
    if (!name.startsWith('postgres.new-')) continue;
    const changedAt = (await stat(path).catch(() => null))?.mtimeMs ?? Date.now();
    if (changedAt < Date.now() - ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
