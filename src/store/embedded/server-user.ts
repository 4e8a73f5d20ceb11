import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chown, readFile, stat } from 'node:fs/promises';
import { dirname, parse } from 'node:path';
import { promisify } from 'node:util';
import { AppError, messageOf } from '../../errors.ts';

/** Who PostgreSQL's programs run as: it refuses to run as root. */
export interface ServerUser {
  /** Starts a program; `stdio` and `detached` as in node. */
  readonly spawn: (file: string, args: readonly string[], options?: SpawnOptions) => ChildProcess;
  /** Runs a program to its end and returns what it printed; throws with its error output. */
  readonly run: (file: string, args: readonly string[]) => Promise<string>;
  /** Gives a file of ours to this user. */
  readonly own: (path: string) => Promise<void>;
}

interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** Lets an unprivileged process pass through directories that are closed to it, and nothing else. */
const PASS_CLOSED_DIRECTORIES = [
  '--inh-caps=+dac_override,+dac_read_search',
  '--ambient-caps=+dac_override,+dac_read_search',
  '--securebits=+no_setuid_fixup', // or access(2) ignores the capabilities, and PostgreSQL asks it about its own files
];

/**
 * Ourselves, or, when we are root, whoever owns the cluster, `postgres` or `nobody`. When that user cannot reach the
 * programs or the data (a checkout below /root, say), it gets the two capabilities to do so. Throws CONFIG_INVALID.
 */
export async function chooseServerUser(program: string, cluster: string): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return serverUser([], null);
  const identity = (await ownerOf(cluster)) ?? (await unprivilegedIdentity());
  const direct = serverUser([], identity);
  const closed = await firstClosed(direct, [program, dirname(cluster)]).catch((cause: unknown) => {
    throw new AppError(
      'CONFIG_INVALID',
      `PostgreSQL does not run as root, and this root may not become user ${identity.uid} (${messageOf(cause)}): start as an ordinary user or set DATABASE_URL`,
      { uid: identity.uid },
      { cause },
    );
  });
  if (closed === null) return direct;
  const { uid, gid } = identity;
  const drop = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...PASS_CLOSED_DIRECTORIES];
  const capable = serverUser(drop, null, identity);
  const stillClosed = await firstClosed(capable, [program, dirname(cluster)]).catch(() => closed); // no such setpriv
  if (stillClosed === null) return capable;
  throw new AppError(
    'CONFIG_INVALID',
    `PostgreSQL does not run as root, and user ${uid} cannot pass through ${closed}: allow it (chmod o+x ${closed}), start as an ordinary user, choose another DATA_DIR, or set DATABASE_URL`,
    { directory: closed, uid },
  );
}

function serverUser(
  prefix: readonly string[],
  switchTo: Identity | null,
  owner: Identity | null = switchTo,
): ServerUser {
  function command(file: string, args: readonly string[]): [string, string[]] {
    const [first = file, ...rest] = [...prefix, file, ...args];
    return [first, rest];
  }
  const { SystemRoot, PATH, TEMP, TMP } = process.env;
  const env = { SystemRoot, PATH, TEMP, TMP, LC_ALL: 'C', TZ: 'UTC' };
  const context = { env, cwd: parse(process.cwd()).root, ...switchTo };
  return {
    spawn: (file, args, options) => spawn(...command(file, args), { ...context, ...options }),
    run: async (file, args) => (await promisify(execFile)(...command(file, args), context)).stdout,
    own: async (path) => (owner === null ? undefined : chown(path, owner.uid, owner.gid)),
  };
}

/** The owner of an existing cluster, so that one made by an ordinary user still works as root. Null when there is none. */
async function ownerOf(cluster: string): Promise<Identity | null> {
  const found = await stat(cluster).catch(() => null);
  return found === null || found.uid === 0 ? null : { uid: found.uid, gid: found.gid };
}

async function unprivilegedIdentity(): Promise<Identity> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((user) => user[0] === name) ?? [];
    if (Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new AppError(
    'CONFIG_INVALID',
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as: start as an ordinary user or set DATABASE_URL',
  );
}

/** The first directory on the way to some paths, or a path itself, that the user may not pass; null when all are open. */
async function firstClosed(user: ServerUser, paths: readonly string[]): Promise<string | null> {
  const script = 'for at do test -x "$at" || { printf %s "$at"; exit; }; done';
  return (await user.run('/bin/sh', ['-c', script, 'sh', ...paths.flatMap(wayTo)])) || null;
}

function wayTo(path: string): readonly string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...wayTo(parent), path];
}
