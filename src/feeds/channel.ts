import { comparePositions, type FeedPosition } from '../domain/feed.ts';
import type { FeedMessage } from '../domain/feed-message.ts';
import { AppError } from '../errors.ts';
import { createBuffer, type Buffer, type Overflow } from './buffer.ts';
import { decodeCursor, requireResumable, resyncRequired } from './cursor.ts';
import type { Hub } from './hub.ts';
import { isItem, LATER, OVER, toPromptIterator, type PromptIterator, type Taken } from './prompt-iterator.ts';

/** Messages of what one or many subscribers watch alike. */
export interface Channel<M extends FeedMessage> {
  /**
   * With a cursor: what came after it, then what comes, without a gap and each once. Without: first a message that says where
   * things stand. Throws `RESYNC_REQUIRED` for a cursor behind which something is missing, `INPUT_INVALID` for what is none.
   */
  readonly open: (after: string | null) => Promise<PromptIterator<M>>;
  /** Tells everyone who has come as far as that; `position` is that of the entry. */
  readonly publish: (message: M, position: FeedPosition) => void;
  /** Ends every subscription: once it has read what it was told, or at once with an error. */
  readonly end: (error: AppError | null) => void;
}

/** What is missed, or a part of it. */
export interface Missed<M> {
  readonly messages: readonly M[];
  /** Up to where they tell. */
  readonly upTo: FeedPosition;
}

export interface ChannelOptions<M> {
  /** Messages kept for one subscriber that does not read them. */
  readonly bufferLimit: number;
  /** Called for everyone who comes, between two entries: what is needed to make messages. */
  readonly prepare: () => Promise<void>;
  /** Where things stand, as of the hub's position. */
  readonly snapshot: () => M;
  /** What comes next after a position, by the history. */
  readonly missed: (position: FeedPosition) => Promise<Missed<M>>;
  /** Messages with one key may be merged when a subscriber is slow. Null: it gets a new snapshot instead. */
  readonly keyOf: ((message: M) => string) | null;
  /** Called when the last subscriber has gone. */
  readonly onEmpty: () => void;
}

interface Subscriber<M> {
  readonly buffer: Buffer<M>;
  /** Entries up to here it knows already. */
  readonly from: FeedPosition;
}

export function createChannel<M extends FeedMessage>(hub: Hub, options: ChannelOptions<M>): Channel<M> {
  const live = new Set<Subscriber<M>>();
  let members = 0;

  async function open(after: string | null): Promise<PromptIterator<M>> {
    const leave = enter();
    try {
      const start = after === null ? null : await resumeAt(hub, after);
      let told = after;
      const buffer = createBuffer<M>({ limit: options.bufferLimit, overflow: overflowOf(options, () => told) });
      const subscription = await hub.between(async () => {
        await options.prepare();
        const first = start === null ? [options.snapshot()] : [];
        return createSubscription(buffer, first, start, leave);
      });
      const take = (): Taken<M> => {
        const message = subscription.take();
        if (isItem(message)) told = message.cursor;
        return message;
      };
      return toPromptIterator({ ...subscription, take }, () => subscription.close());
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Counts one who needs what the channel holds. Call the result when it has gone; calling it again does nothing. */
  function enter(): () => void {
    const unlisten = hub.listen();
    members += 1;
    let isGone = false;
    return () => {
      if (isGone) return;
      isGone = true;
      members -= 1;
      unlisten();
      if (members === 0) options.onEmpty();
    };
  }

  /** Told live at once when it has no past to catch up with. */
  function createSubscription(buffer: Buffer<M>, first: readonly M[], start: FeedPosition | null, leave: () => void) {
    let [waiting, read] = [first, 0];
    let position = start ?? hub.position();
    let state: 'catching-up' | 'live' | 'over' = 'catching-up';
    let failure: { readonly error: unknown } | null = null;
    const subscriber = (): Subscriber<M> => ({ buffer, from: position });
    let joined = start === null ? join(subscriber()) : null;

    function join(one: Subscriber<M>): Subscriber<M> {
      state = 'live';
      live.add(one);
      return one;
    }

    /** Reads what was missed until there is some or all is told: between the look at the hub and joining nothing can happen. */
    async function catchUp(): Promise<void> {
      while (state === 'catching-up' && read >= waiting.length) {
        const { messages, upTo } = await options.missed(position);
        [waiting, read] = [messages, 0];
        position = upTo;
        if (isCatchingUp() && comparePositions(position, hub.position()) >= 0) joined = join(subscriber());
      }
    }

    /** Asked again after waiting: it may have been closed meanwhile. */
    function isCatchingUp(): boolean {
      return state === 'catching-up';
    }

    return {
      take(): Taken<M> {
        if (failure) throw failure.error;
        if (state === 'over') return OVER;
        const next = waiting[read];
        if (next !== undefined) {
          read += 1;
          return next;
        }
        return state === 'live' ? buffer.take() : LATER;
      },
      whenReady(callback: () => void): void {
        if (state !== 'catching-up') return buffer.whenReady(callback);
        void catchUp()
          .catch((error: unknown) => (failure = { error }))
          .then(callback);
      },
      close(): void {
        state = 'over';
        waiting = [];
        buffer.close();
        if (joined) live.delete(joined);
        leave();
      },
    };
  }

  return {
    open,
    publish(message, position) {
      for (const { buffer, from } of live) if (comparePositions(position, from) > 0) buffer.push(message);
    },
    end(error) {
      for (const { buffer } of live) {
        if (error) buffer.fail(error);
        else buffer.end();
      }
    },
  };
}

/** The place of a cursor, once it is sure that nothing is missing behind it. */
async function resumeAt(hub: Hub, cursor: string): Promise<FeedPosition> {
  const from = decodeCursor(cursor);
  await hub.between(async () => undefined);
  if (from.epoch !== hub.epoch()) throw foreign(hub);
  requireResumable(from, await hub.history.after(from.position));
  return from.position;
}

function foreign(hub: Hub): AppError {
  return resyncRequired('after: expected a cursor of this feed, came one of another', hub.cursorAt(hub.position()));
}

function overflowOf<M extends FeedMessage>(
  { keyOf, snapshot, bufferLimit }: ChannelOptions<M>,
  told: () => string | null,
): Overflow<M> {
  if (!keyOf) return { renew: snapshot };
  return {
    keyOf,
    failure: () =>
      new AppError(
        'FELL_BEHIND',
        `expected changes to be read as they come, more than ${bufferLimit} lines were waiting: subscribe again after the cursor`,
        { cursor: told() },
      ),
  };
}
