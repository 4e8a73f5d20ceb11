import { refKey, type Entity, type EntityKind } from '../domain/entity.ts';
import type { DomainEvent } from '../domain/event/event.ts';
import { evolveAll } from '../domain/evolve.ts';
import { toCustomer, toInventory, toItem } from '../domain/master-data.ts';
import { toOrder, type Order } from '../domain/order.ts';
import { toOrderLine, type OrderLine } from '../domain/order-line.ts';
import { outcomeOf, type LineOutcome } from '../domain/outcome.ts';
import { inventoryIdOf } from '../domain/record/identifier.ts';
import type { Instant } from '../domain/time.ts';
import type { Example } from './example.ts';
import { attributeNames } from './facts.ts';
import { featureList, featureRow } from './feature-list.ts';
import type { History } from './history.ts';
import { historyKeys } from './history-keys.ts';
import type { ScoringSettings } from './settings.ts';
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
  const entities = new Map<string, Entity>();
  const linesOfOrder = new Map<string, Set<string>>();
  const tracked = new Map<string, Tracked>();
  const finished: Example[] = [];
  const done = new Set<string>();
  const names = new Set<string>();
  const intern = createInterner();

  function apply(events: readonly DomainEvent[]): void {
    const asOf = events[0]?.time;
    if (asOf === undefined) return;
    const changed = evolveAll(entities, events);
    const changedLines: string[] = [];
    for (const key of changed) {
      const { kind, id } = entities.get(key) ?? {};
      if (kind === 'line' && id !== undefined) changedLines.push(id);
      if (kind === undefined || !KEPT.has(kind)) entities.delete(key);
    }
    const lines = changedLines.flatMap((id) => lineOf(id) ?? []);
    for (const line of lines) belong(line);
    for (const line of lines) {
      if (!tracked.has(line.id) && !done.has(line.id)) track(line, asOf);
      close(line, asOf);
    }
    for (const event of events)
      if (event.type === 'order.cancelled') cancel(event.data.orderId, event.data.lineNumbers, asOf);
  }

  /** Learns to which order a line belongs. */
  function belong({ id, orderId }: OrderLine): void {
    const ids = linesOfOrder.get(orderId) ?? new Set();
    linesOfOrder.set(orderId, ids.add(id));
  }

  function track(line: OrderLine, asOf: Instant): void {
    const order = orderOf(line.orderId);
    if (!order || !line.promisedDeliverBy || line.status === 'cancelled' || order.cancelled) return;
    const snapshot = snapshotOf({ ...line, status: 'open', shippedAt: null, deliveredAt: null }, order, asOf);
    for (const name of attributeNames(snapshot)) names.add(name);
    const row = featureRow(features, snapshot);
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
      baselines: { baseRatio: history.lateRatioBefore(asOf), routeRatio: ratio(snapshot.history.route) },
    };
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
    for (const id of linesOfOrder.get(orderId) ?? []) {
      const one = tracked.get(id);
      if (one) finish(id, { ...one.example, cancelledAt });
    }
  }

  function finish(id: string, example: Example): void {
    finished.push(example);
    done.add(id);
    tracked.delete(id);
    entities.delete(refKey({ kind: 'line', id }));
  }

  function snapshotOf(line: OrderLine, order: Order, asOf: Instant): Snapshot {
    const { customerId } = order;
    const stockId = line.siteId && inventoryIdOf(line.itemId, line.siteId);
    const keys = Object.entries(historyKeys(line, order, settings));
    return {
      asOf,
      line,
      order,
      orderLineCount: linesOfOrder.get(order.id)?.size ?? 1,
      customer: viewOf(entities, 'customer', customerId, toCustomer),
      item: viewOf(entities, 'item', line.itemId, toItem),
      inventory: stockId ? viewOf(entities, 'inventory', stockId, toInventory) : null,
      history: Object.fromEntries(keys.map(([name, key]) => [name, history.sum(key, asOf)])),
    };
  }

  function lineOf(id: string): OrderLine | null {
    return viewOf(entities, 'line', id, toOrderLine);
  }

  function orderOf(id: string): Order | null {
    return viewOf(entities, 'order', id, toOrder);
  }

  return {
    apply,
    examples: () => [...finished, ...[...tracked.values()].map(({ example }) => example)],
    attributeNames: names,
  };
}

/** What is needed to see a line as it stood; everything else is forgotten at once. */
const KEPT: ReadonlySet<EntityKind> = new Set<EntityKind>(['order', 'line', 'customer', 'item', 'inventory']);

function viewOf<K extends EntityKind, V>(
  entities: ReadonlyMap<string, Entity>,
  kind: K,
  id: string,
  toView: (entity: Entity<K>) => V | null,
): V | null {
  const entity = entities.get(refKey({ kind, id }));
  return entity && isOf(kind, entity) ? toView(entity) : null;
}

function isOf<K extends EntityKind>(kind: K, entity: Entity): entity is Entity<K> & Entity {
  return entity.kind === kind;
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
