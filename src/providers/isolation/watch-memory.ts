import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** Milliseconds between two looks. */
const EVERY_MS = 1_000;
/** What a process needs besides what a provider holds: Node itself, code, stacks. */
const OWN_MB = 128;
const PAGE_BYTES = 4096;

/** Looks at what a process holds, buffers outside of its heap included, where the system tells (Linux). Returns what ends the watch. */
export function watchMemory(child: ChildProcess, memoryMb: number, onTooMuch: () => void): () => void {
  const timer = setInterval(() => void look(), EVERY_MS);
  timer.unref();

  async function look(): Promise<void> {
    const statm = await readFile(`/proc/${child.pid}/statm`, 'utf8').catch(() => '');
    const heldMb = (Number(statm.split(' ')[1] ?? 0) * PAGE_BYTES) / 1024 ** 2;
    if (heldMb > memoryMb + OWN_MB) onTooMuch();
  }

  return () => clearInterval(timer);
}
