import { setImmediate } from 'node:timers/promises';
import type { DomainEvent } from '../domain/event/event.ts';
import type { LineOutcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import type { Example } from '../scoring/example.ts';
import { OWN_FACTS } from '../scoring/facts.ts';
import { createHistory, type History } from '../scoring/history.ts';
import { createReplay } from '../scoring/replay.ts';
import type { ScoringSettings } from '../scoring/settings.ts';

/** All events in `compareEvents` order, a chunk at a time. Each call starts anew. */
export type EventSource = () => AsyncIterable<readonly DomainEvent[]>;

export interface CollectExamplesOptions {
  /** Events after it do not exist; null for all. */
  readonly asOf: Instant | null;
  /** What was known before the first event; empty when left out. Outcomes are added to it. */
  readonly history?: History;
  /** Whether an outcome is to be counted as history; left out: always. */
  readonly isNews?: (placedAt: Instant, outcome: LineOutcome) => boolean;
  /** Refuse settings that name facts which no line has. */
  readonly refuseUnknownFacts?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (eventCount: number) => void;
}

export interface CollectedExamples {
  /** One per line that was ever promised anything, closed ones first. */
  readonly examples: readonly Example[];
  /** The tallies of all outcomes. */
  readonly history: History;
  /** Null without any event. */
  readonly lastEventAt: Instant | null;
}

/**
 * Relives a book's events and takes down every line as it stood when it was placed, with the outcome once it is known. No
 * feature can see what came later, because at that moment it has not happened yet. Throws `CONFIG_INVALID` and
 * `INPUT_INVALID`.
 */
export async function collectExamples(
  events: EventSource,
  settings: ScoringSettings,
  options: CollectExamplesOptions,
): Promise<CollectedExamples> {
  const { asOf, signal, onProgress, history = createHistory(), isNews = always } = options;
  const replay = createReplay({ settings, history, isNews });
  let together: DomainEvent[] = [];
  let count = 0;
  for await (const chunk of events()) {
    signal?.throwIfAborted();
    for (const event of chunk) {
      if (asOf !== null && event.time > asOf) continue;
      const [first = event] = together;
      if (event.time < first.time)
        throw new AppError('INVARIANT', `events out of order: ${event.id} comes after a later one`);
      if (event.time !== first.time) {
        replay.apply(together);
        together = [];
      }
      together.push(event);
      count += 1;
      if (count % EVENTS_PER_TURN === 0) await othersTurn(signal);
    }
    onProgress?.(count);
  }
  replay.apply(together);
  const examples = replay.examples();
  if (options.refuseUnknownFacts && examples.length > 0) refuseUnknown(settings, replay.attributeNames);
  return { examples, history, lastEventAt: together[0]?.time ?? null };
}

/** Events after which everything else in the process gets its turn. */
const EVENTS_PER_TURN = 2000;

async function othersTurn(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}

function always(): boolean {
  return true;
}

function refuseUnknown({ route, categories, numbers }: ScoringSettings, known: ReadonlySet<string>): void {
  const there = new Set([...known, ...Object.keys(OWN_FACTS)]);
  const unknown = [...new Set([...route, ...categories, ...numbers])].filter((name) => !there.has(name));
  if (unknown.length === 0) return;
  const names = [...there].sort();
  throw new AppError(
    'CONFIG_INVALID',
    `scoring: expected names that the book's lines, customers or items have, came ${unknown.join(', ')}; there are ${names.join(', ')}`,
    { unknown, known: names },
  );
}
