import { messageOf } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Log } from '../log.ts';
import { execute, type Database } from './sql.ts';

/** Tells who listens to a channel that there is something new. */
export interface Notices {
  /** Resolves when it is told. Calls that come while one is under way are told together. Never throws: who listens also looks by itself. */
  readonly send: () => Promise<void>;
}

/**
 * For what is committed already. PostgreSQL lets only one transaction at a time commit that tells something, and for as long as
 * that takes the disk: with the notice in them, transactions that append would wait for each other. A notice alone writes nothing
 * that is waited for.
 */
export function createNotices(db: Database, channel: string, log: Log): Notices {
  return sentInTurn(channel, log, () => execute(db, Prisma.sql`SELECT pg_notify(${channel}, '')`));
}

/** Sends notices one after the other: those that are asked for meanwhile are one. */
export function sentInTurn(channel: string, log: Log, sendOne: () => Promise<unknown>): Notices {
  let sending: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function tell(): Promise<void> {
    try {
      await sendOne();
    } catch (error) {
      log.debug({ channel, problem: messageOf(error) }, 'a notice was not sent: who listens looks by itself');
    } finally {
      sending = null;
    }
  }

  return {
    send() {
      if (!sending) return (sending = tell());
      next ??= sending.then(() => {
        next = null;
        return (sending ??= tell());
      });
      return next;
    },
  };
}
