import { readdirSync, readFileSync } from 'node:fs';

/** Of the clock in which Linux counts processor time. */
const TICKS_PER_SECOND = 100;

interface Stat {
  readonly parent: number;
  readonly ticks: number;
}

/** Processor seconds of a process so far, those of its children included, also of children that have ended. Linux alone. */
export function processorSeconds(pid: number): number {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : null;
    if (stat) stats.set(Number(name), stat);
  }
  return ticksOf(pid, stats) / TICKS_PER_SECOND;
}

function ticksOf(pid: number, stats: ReadonlyMap<number, Stat>): number {
  const children = [...stats].filter(([, { parent }]) => parent === pid);
  return children.reduce((sum, [child]) => sum + ticksOf(child, stats), stats.get(pid)?.ticks ?? 0);
}

/** Null for a process that has just ended. Fields after the name: proc(5), of which 14 to 17 are the times. */
function statOf(pid: string): Stat | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), ticks: fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) };
  } catch {
    return null;
  }
}
