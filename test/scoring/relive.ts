import { compareEvents, type DomainEvent } from '../../src/domain/event/event.ts';
import type { Instant } from '../../src/domain/time.ts';
import { createHistory } from '../../src/scoring/history.ts';
import { createReplay, type Replay } from '../../src/scoring/replay.ts';
import type { Snapshot } from '../../src/scoring/snapshot.ts';
import { FULL_SETTINGS } from './full-book.ts';

/** Events in the order in which they happened, those of one instant together. */
export function byInstant(events: readonly DomainEvent[]): DomainEvent[][] {
  const groups = new Map<Instant, DomainEvent[]>();
  for (const event of [...events].sort(compareEvents))
    groups.set(event.time, [...(groups.get(event.time) ?? []), event]);
  return [...groups.values()];
}

export function newReplay(): Replay {
  return createReplay({ settings: FULL_SETTINGS, history: createHistory(), isNews: () => true });
}

/** A line as it stands after events, seen at an instant. Throws when it is not open. */
export function snapshotAfter(events: readonly DomainEvent[], lineId: string, at: Instant): Snapshot {
  const replay = newReplay();
  for (const together of byInstant(events)) replay.apply(together);
  const snapshot = replay.snapshot(lineId, at);
  if (!snapshot) throw new Error(`${lineId} is not open at ${at}`);
  return snapshot;
}

/** Every line that is open after events, seen at the last of them. */
export function snapshotsOf(events: readonly DomainEvent[]): readonly Snapshot[] {
  const replay = newReplay();
  const lineIds = new Set<string>();
  for (const together of byInstant(events)) {
    replay.apply(together);
    for (const event of together)
      if (event.type === 'order.placed')
        for (const { content } of event.data.lines) lineIds.add(`${event.data.header.id}/${content.lineNumber}`);
  }
  const last = [...events].sort(compareEvents).at(-1);
  return [...lineIds].flatMap((id) => replay.snapshot(id, last?.time ?? '') ?? []);
}
