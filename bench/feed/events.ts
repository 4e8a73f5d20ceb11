import type { FeedEntry, QueueChange } from '../../src/domain/feed.ts';

/** Sites that events are spread over. */
export const SITES = 20;

/** The event with this number, made now: its line's id says when and which, for the clients to measure by. */
export function entryOf(n: number): Extract<FeedEntry, { topic: 'queue' }> {
  const now = Date.now();
  const lineId = `${now}-${n}`;
  const data: QueueChange = {
    ...{ change: 'entered', lineId, kind: 'release', siteId: `SITE-${n % SITES}` },
    ...{ score: 1, place: `1 ${lineId}`, previousScore: null, previousPlace: null },
  };
  return { topic: 'queue', at: new Date(now).toISOString(), data };
}
