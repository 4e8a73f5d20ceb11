import type { DomainEvent } from '../domain/event/event.ts';
import type { Order } from '../domain/order.ts';
import { isOpen, type OrderLine } from '../domain/order-line.ts';
import { outcomeOf, type LineOutcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time.ts';
import type { Example } from './example.ts';
import { attributeNames } from './facts.ts';
import { featureList, featureRow } from './feature-list.ts';
import type { History } from './history.ts';
import { historyKeys } from './history-keys.ts';
import { createMishapWatch } from './mishaps.ts';
import type { ScoringSettings } from './settings.ts';
import { createRelivedBook } from './relived-book.ts';
import { snapshotOf } from './snapshot-of.ts';
import type { Snapshot } from './snapshot.ts';

export interface ReplayOptions {
  readonly settings: ScoringSettings;
  /** What was known before the first event. */
  readonly history: History;
  /** Whether an outcome is to be counted as history: no, when `history` has it already. */
  readonly isNews: (placedAt: Instant, outcome: LineOutcome) => boolean;
}

/** A book that relives its events in order, and keeps an example of every line as it stood when it was first there. */
export interface Replay {
  /** Events of one instant, all of them: what happened together was known together. */
  readonly apply: (events: readonly DomainEvent[]) => void;
  /** A line that is still to be delivered, after what was applied and as seen at an instant; null for any other line. */
  readonly snapshot: (lineId: string, asOf: Instant) => Snapshot | null;
  readonly examples: () => Example[];
  /** Every name under which a line, its customer or its item said anything. */
  readonly attributeNames: ReadonlySet<string>;
}

/** An example while its line is still open, and what its order's other lines need of it. */
interface Tracked {
  readonly example: Example;
  readonly keys: readonly string[];
}

export function createReplay({ settings, history, isNews }: ReplayOptions): Replay {
  const features = featureList(settings);
  const book = createRelivedBook(history);
  const tracked = new Map<string, Tracked>();
  const finished: Example[] = [];
  const done = new Set<string>();
  const names = new Set<string>();
  const intern = createInterner();
  const mishaps = createMishapWatch((orderId) => book.lineIdsOf(orderId));
  let now: Instant | null = null;

  function apply(events: readonly DomainEvent[]): void {
    const asOf = events[0]?.time;
    if (asOf === undefined) return;
    const lines = book.apply(events).flatMap((id) => book.line(id) ?? []);
    now = asOf;
    for (const line of lines) if (!tracked.has(line.id) && !done.has(line.id)) track(line, asOf);
    mishaps.hear(events, asOf);
    for (const line of lines) close(line, asOf);
    for (const event of events)
      if (event.type === 'order.cancelled') cancel(event.data.orderId, event.data.lineNumbers, asOf);
  }

  function track(line: OrderLine, asOf: Instant): void {
    const order = book.order(line.orderId);
    if (!order || !line.promisedDeliverBy || line.status === 'cancelled' || order.cancelled) return;
    const seen = look({ ...line, status: 'open', shippedAt: null, deliveredAt: null }, order, asOf);
    for (const name of attributeNames(seen)) names.add(name);
    const row = featureRow(features, seen);
    const example = {
      lineId: line.id,
      orderId: line.orderId,
      placedAt: order.placedAt,
      asOf,
      promisedDeliverBy: line.promisedDeliverBy,
      numbers: row.numbers,
      categories: row.categories.map(intern),
      outcome: null,
      cancelledAt: null,
      mishaps: { short: null, exception: null },
      baselines: { baseRatio: history.lateRatioBefore(asOf), routeRatio: ratio(seen.history.route) },
    };
    const { id: lineId, orderId, promisedDeliverBy } = line;
    mishaps.start({ lineId, orderId, startedAt: asOf, promisedDeliverBy, ordered: line.quantity.value });
    tracked.set(line.id, { example, keys: Object.values(historyKeys(line, order, settings)) });
  }

  function close(line: OrderLine, asOf: Instant): void {
    const one = tracked.get(line.id);
    if (!one) return;
    if (line.status === 'cancelled') return finish(line.id, { ...one.example, cancelledAt: asOf });
    const { placedAt, promisedDeliverBy } = one.example;
    const counted = outcomeOf(line, placedAt);
    const outcome = outcomeOf({ ...line, promisedDeliverBy }, placedAt);
    if (counted && isNews(placedAt, counted)) history.add(one.keys, counted);
    if (outcome) finish(line.id, { ...one.example, outcome });
  }

  function cancel(orderId: string, lineNumbers: readonly string[] | null, cancelledAt: Instant): void {
    if (lineNumbers) return; // each of those lines has changed, and is closed by that
    for (const id of book.lineIdsOf(orderId)) {
      const one = tracked.get(id);
      if (one) finish(id, { ...one.example, cancelledAt });
    }
  }

  function finish(id: string, example: Example): void {
    finished.push(withMishaps(example));
    mishaps.end(id);
    done.add(id);
    tracked.delete(id);
    book.forget(id);
  }

  function withMishaps(example: Example): Example {
    return { ...example, mishaps: mishaps.timesOf(example.lineId, now ?? example.asOf) };
  }

  function look(line: OrderLine, order: Order, asOf: Instant): Snapshot {
    const orderLineCount = book.lineIdsOf(order.id).size;
    return snapshotOf(
      book.around(asOf),
      { line, order, orderLineCount, keys: historyKeys(line, order, settings) },
      asOf,
    );
  }

  function snapshot(lineId: string, asOf: Instant): Snapshot | null {
    const line = book.line(lineId);
    const order = line && book.order(line.orderId);
    return line && order && !order.cancelled && isOpen(line) ? look(line, order, asOf) : null;
  }

  return {
    apply,
    snapshot,
    examples: () => [...finished, ...[...tracked.values()].map(({ example }) => withMishaps(example))],
    attributeNames: names,
  };
}

function ratio(tally: { readonly late: number; readonly lines: number } | undefined): number | null {
  return tally ? tally.late / tally.lines : null;
}

/** Keeps one copy of each text. */
function createInterner(): (text: string | null) => string | null {
  const texts = new Map<string, string>();
  return (text) => {
    if (text === null) return null;
    const kept = texts.get(text);
    if (kept === undefined) texts.set(text, text);
    return kept ?? text;
  };
}
