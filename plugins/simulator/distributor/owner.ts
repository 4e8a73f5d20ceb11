import { randomUUID } from 'node:crypto';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { AppError, z } from '../../../src/providers/index.ts';
import { readJson } from './durable-file.ts';

/** Tells this process from an earlier one with its number, as the first process of a container always has. */
const PROCESS = randomUUID();

const Owner = z.object({ pid: z.int(), process: z.string() });

/**
 * Makes this process the only one that runs what is in a folder, until the returned function is called or the process ends.
 * Throws `CONFIG_INVALID` while another one runs it.
 */
export function takeOwnership(file: string): () => void {
  for (;;) {
    if (claim(file)) return () => rmSync(file, { force: true });
    const owner = ownerOf(file);
    if (owner && isRunning(owner))
      throw new AppError(
        'CONFIG_INVALID',
        `the simulated distributor of ${file} is run by process ${owner.pid}: stop that one, or remove this file if it is something else`,
        { file, pid: owner.pid },
      );
    rmSync(file, { force: true });
  }
}

function claim(file: string): boolean {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, JSON.stringify({ pid: process.pid, process: PROCESS }));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Null for a file that went away, or whose writer was killed while it wrote. */
function ownerOf(file: string): z.output<typeof Owner> | null {
  try {
    return readJson(file, Owner);
  } catch {
    return null;
  }
}

function isRunning(owner: z.output<typeof Owner>): boolean {
  if (owner.pid === process.pid) return owner.process === PROCESS;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
