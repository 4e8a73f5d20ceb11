import { FEED_START, type FeedEntry, type PlacedEntry } from '../domain/feed.ts';
import type { FeedMessage } from '../domain/feed-message.ts';
import { isWithin, rowScopeKey } from '../domain/row-scope.ts';
import type { Clock } from '../domain/time.ts';
import type { RowScope } from '../domain/viewer.ts';
import { createChannel, type Channel } from './channel.ts';
import { requireResumable, resyncRequired } from './cursor.ts';
import type { Hub } from './hub.ts';

/** A change as it is told; null in the message that says where things stand. */
export interface ChangeMessage<Data> extends FeedMessage {
  readonly change: Data | null;
}

export interface TopicFeedOptions<Data, Watch> {
  /** What an entry tells of the topic; null when it is of another. */
  readonly dataOf: (entry: FeedEntry) => Data | null;
  /** Messages kept for one subscriber that does not read them. */
  readonly bufferLimit: number;
  readonly now: Clock;
  readonly concerns: (watch: Watch, data: Data) => boolean;
  /** Of messages with one key the newest tells all. */
  readonly keyOf: (data: Data) => string;
}

/** Changes of one topic: one channel for all who watch the same. */
export interface TopicFeed<Data, Watch> {
  /** Tells what concerns these rows. */
  readonly open: (
    rows: RowScope,
    watch: Watch,
    after: string | null,
  ) => ReturnType<Channel<ChangeMessage<Data>>['open']>;
  readonly end: () => void;
}

type IsHeard<Data> = (entry: FeedEntry, data: Data) => boolean;

/** Whether one who may see these rows may hear of an entry. */
export function isOfRows(rows: RowScope, { owners }: FeedEntry): boolean {
  return rows.kind === 'all' || (owners ?? []).some((owner) => isWithin(rows, owner));
}

export function createTopicFeed<Data, Watch>(
  hub: Hub,
  { dataOf, bufferLimit, now, concerns, keyOf }: TopicFeedOptions<Data, Watch>,
): TopicFeed<Data, Watch> {
  type Message = ChangeMessage<Data>;
  const watched = new Map<string, { readonly isHeard: IsHeard<Data>; readonly channel: Channel<Message> }>();

  hub.follow({
    take(placed) {
      const data = dataOf(placed.entry);
      if (data === null) return;
      for (const { isHeard, channel } of watched.values()) {
        if (isHeard(placed.entry, data)) channel.publish(toMessage(placed, data), placed.position);
      }
    },
    skip(isAnew) {
      if (!isAnew) return;
      const error = resyncRequired('the feed was begun anew', hub.cursorAt(hub.position()));
      for (const { channel } of watched.values()) channel.end(error);
    },
  });

  function channelOf(rows: RowScope, watch: Watch): Channel<Message> {
    const key = JSON.stringify([rowScopeKey(rows), watch]);
    const known = watched.get(key);
    if (known) return known.channel;
    const isHeard: IsHeard<Data> = (entry, data) => concerns(watch, data) && isOfRows(rows, entry);
    const channel = createChannel<Message>(hub, {
      bufferLimit,
      prepare: async () => undefined,
      snapshot,
      missed: async (position) => {
        const stretch = await hub.history.after(position);
        requireResumable({ epoch: hub.epoch(), position }, stretch);
        const messages = stretch.entries.flatMap((placed) => {
          const data = dataOf(placed.entry);
          return data !== null && isHeard(placed.entry, data) ? toMessage(placed, data) : [];
        });
        return { messages, upTo: stretch.upTo };
      },
      keyOf: ({ change }) => (change ? keyOf(change) : ''),
      onEmpty: () => watched.delete(key),
    });
    watched.set(key, { isHeard, channel });
    return channel;
  }

  /** One for all who come at the same place in the feed: what they are shown is read once. */
  let latest = { position: FEED_START, message: null as Message | null };
  function snapshot(): Message {
    const position = hub.position();
    if (latest.message === null || latest.position !== position) {
      latest = { position, message: { cursor: hub.cursorAt(position), at: now(), change: null } };
    }
    return latest.message ?? { cursor: hub.cursorAt(position), at: now(), change: null };
  }

  /** One for all who hear or missed it, whatever else they watch. */
  const told = new WeakMap<PlacedEntry, Message>();
  function toMessage(placed: PlacedEntry, change: Data): Message {
    const message = told.get(placed) ?? { cursor: hub.cursorAt(placed.position), at: placed.entry.at, change };
    told.set(placed, message);
    return message;
  }

  return {
    open: (rows, watch, after) => channelOf(rows, watch).open(after),
    end() {
      for (const { channel } of watched.values()) channel.end(null);
    },
  };
}
