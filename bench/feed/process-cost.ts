import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in which Linux counts processor time. */
const TICKS = 100;
const PAGE_BYTES = 4096;

/** Seconds of processor time that a process has used, with all its threads. */
export function cpuSeconds(pid: number): number {
  const { user, system } = statOf(pid);
  return (user + system) / TICKS;
}

/** The same of a process and of all that it started, such as a PostgreSQL server with its connections, also of those that have ended. */
export function cpuSecondsWithChildren(pid: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => parentOf(child) === pid);
  return cpuSeconds(pid) + statOf(pid).ended / TICKS + children.reduce((sum, child) => sum + cpuSeconds(child), 0);
}

/** Bytes of memory that a process holds. */
export function residentBytes(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES;
}

/** The process that started it; null when there is none such any more. */
export function parentOf(pid: number): number | null {
  try {
    return statOf(pid).parent;
  } catch {
    return null; // it has ended meanwhile
  }
}

function statOf(pid: number): { parent: number; user: number; system: number; ended: number } {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
  return {
    parent: Number(fields[1]),
    ...{ user: user ?? NaN, system: system ?? NaN },
    ended: (endedUser ?? NaN) + (endedSystem ?? NaN),
  };
}
