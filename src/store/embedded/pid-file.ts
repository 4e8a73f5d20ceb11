import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

/**
 * The server that runs in a cluster, by its `postmaster.pid`; null when none does. The file of a server that was killed
 * is left for PostgreSQL to judge, except where another process now has the number, or a zombie: those it would trust.
 */
export async function runningServer(cluster: string): Promise<RunningServer | null> {
  const file = join(cluster, 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n').map(Number);
  if (!pid || !port) return null; // none, or not yet written to the end
  if (!hasProcess(pid)) return null;
  if (await isPostgres(pid)) return { pid, port };
  await rm(file, { force: true });
  return null;
}

/** Whether a process has this number, zombies included. */
export function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Elsewhere than on Linux a live number is taken for the server. */
async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, name, state] = /\((.*)\) (\w)/.exec(status) ?? [];
  return name === 'postgres' && state !== 'Z' && state !== 'X';
}
