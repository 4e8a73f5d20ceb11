import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { collect } from '../support/cli.ts';
import { askNumber, withPg } from './book-contents.ts';

/** How far a load has come: the share of its events that are in the inbox, then the share that is applied. */
export interface Moment {
  readonly phase: 'read' | 'apply';
  readonly ratio: number;
}

/**
 * Kills a running load without warning once it has come that far, by what its database says. Returns whether it was still
 * running.
 */
export async function killAt(
  child: ChildProcess,
  url: string,
  { phase, ratio }: Moment,
  events: number,
): Promise<boolean> {
  let ended = false;
  const done = collect(child).then(() => {
    ended = true;
  });
  const here = await withPg(url, async (client) => {
    for (; !ended; await sleep(5)) {
      const table = phase === 'read' ? 'inbox_event' : 'inbox_pending';
      const count = await askNumber(client, `SELECT count(*)::int AS n FROM promisegraph.${table}`);
      if (count === null) continue;
      if (phase === 'read' && count >= ratio * events) return true;
      if (phase === 'apply' && count <= (1 - ratio) * events && (await isRead(client, events))) return true;
    }
    return false;
  });
  child.kill('SIGKILL');
  await done;
  return here;
}

async function isRead(client: Parameters<typeof askNumber>[0], events: number): Promise<boolean> {
  return ((await askNumber(client, 'SELECT count(*)::int AS n FROM promisegraph.inbox_event')) ?? 0) >= events;
}
