import type { EntityKind, EntityRef, Facets } from './entity.ts';
import type { DomainEvent, EventOf } from './event/event.ts';
import type { EventType, LineContent } from './event/event-data.ts';
import { lineIdOf } from './record/identifier.ts';
import type { ShipmentLine } from './record/shipment-record.ts';

/** One facet that an event sets on one thing. */
export interface FacetWrite extends EntityRef {
  readonly facet: string;
  readonly value: unknown;
}

/** Every facet that an event sets. Events that record a deed of ours, or that nothing reads yet, set none. */
export function effectsOf(event: DomainEvent): readonly FacetWrite[] {
  const effect = EFFECTS[event.type] as ((event: DomainEvent) => FacetWrite[]) | undefined;
  return effect?.(event) ?? [];
}

type Effects = { readonly [T in EventType]?: (event: EventOf<T>) => FacetWrite[] };

const EFFECTS: Effects = {
  'order.placed': ({ data: { header, lines } }) => [
    set('order', header.id, 'header', header),
    ...lines.flatMap(({ content, promise }) => [
      lineContent(header.id, content),
      set('line', lineIdOf(header.id, content.lineNumber), 'promise', promise),
    ]),
  ],
  'order.changed': ({ data: { orderId, header, lines, reinstates } }) => [
    ...(header ? [set('order', orderId, 'header', header)] : []),
    ...lines.map((content) => lineContent(orderId, content)),
    ...(reinstates ? reinstated(orderId, header !== null, lines) : []),
  ],
  'order.cancelled': ({ data: { orderId, lineNumbers } }) =>
    lineNumbers
      ? lineNumbers.map((lineNumber) => set('line', lineIdOf(orderId, lineNumber), 'cancelled', { cancelled: true }))
      : [set('order', orderId, 'cancelled', { cancelled: true })],

  'line.promised': promised,
  'line.repromised': promised,
  'line.allocated': ({ data }) => [set('line', lineOf(data), 'allocated', { quantity: data.quantity })],
  'line.deallocated': ({ data }) => [set('line', lineOf(data), 'allocated', { quantity: data.quantity })],
  'line.backordered': ({ data }) => [set('line', lineOf(data), 'backordered', { quantity: data.quantity })],

  'hold.placed': ({ data: { orderId, holdId, at, ...hold } }) => [
    set('order', orderId, `hold/${holdId}`, { ...hold, placedAt: at }),
  ],
  'hold.released': ({ data: { orderId, holdId, at } }) => [set('order', orderId, `release/${holdId}`, { at })],

  'supply.scheduled': ({ data: { key, record } }) => [set('supply', key, 'record', record)],
  'supply.delayed': ({ data: { supplyId, expectedAt } }) => [set('supply', supplyId, 'expected', { at: expectedAt })],
  'supply.received': ({ data: { supplyId, at } }) => [set('supply', supplyId, 'received', { at })],
  'inventory.adjusted': ({ data: { key, record } }) => [set('inventory', key, 'record', record)],

  'pick.started': ({ data }) => [set('line', lineOf(data), 'picked', { at: data.at, state: 'started' })],
  'pick.short': ({ data }) => [set('line', lineOf(data), 'picked', { at: data.at, state: 'short' })],
  'pick.completed': ({ data }) => [set('line', lineOf(data), 'picked', { at: data.at, state: 'completed' })],

  'shipment.confirmed': ({ data }) => [
    ...consignment(data),
    set('shipment', data.shipmentId, 'confirmed', { at: data.at }),
  ],
  'shipment.departed': ({ data }) => [
    ...consignment(data),
    set('shipment', data.shipmentId, 'departed', { at: data.at }),
    ...onLines(data, `shipped/${data.shipmentId}`),
  ],
  'shipment.etaChanged': ({ data }) => [...consignment(data), set('shipment', data.shipmentId, 'eta', { at: data.at })],
  'shipment.delivered': ({ data }) => [
    ...consignment(data),
    set('shipment', data.shipmentId, 'delivered', { at: data.at }),
    ...onLines(data, `delivered/${data.shipmentId}`),
  ],
  'shipment.failed': ({ data }) => [...consignment(data), set('shipment', data.shipmentId, 'failed', { at: data.at })],

  'customer.changed': ({ source, data: { key, record, rank } }) => [
    rank === undefined
      ? set('customer', key, 'record', record)
      : set('customer', key, `told/${source}`, { rank, record }),
  ],
  'item.changed': ({ source, data: { key, record, rank } }) => [
    rank === undefined ? set('item', key, 'record', record) : set('item', key, `told/${source}`, { rank, record }),
  ],
  'site.changed': ({ source, data: { key, record, rank } }) => [
    rank === undefined ? set('site', key, 'record', record) : set('site', key, `told/${source}`, { rank, record }),
  ],
  'carrierService.changed': ({ source, data: { key, record, rank } }) => [
    rank === undefined
      ? set('carrierService', key, 'record', record)
      : set('carrierService', key, `told/${source}`, { rank, record }),
  ],

  'condition.raised': ({ data: { key, record } }) => [set('condition', key, 'record', record)],
  'condition.cleared': ({ data: { conditionId, at } }) => [set('condition', conditionId, 'cleared', { at })],
  'invoice.issued': ({ data: { key, record } }) => [set('invoice', key, 'record', record)],
  'invoice.disputed': ({ data: { invoiceId, at } }) => [set('invoice', invoiceId, 'disputed', { at })],
  'return.authorized': ({ data: { key, record } }) => [set('return', key, 'record', record)],
  'return.received': ({ data: { returnId, at } }) => [set('return', returnId, 'received', { at })],

  'exception.opened': ({ data }) => [set('exception', data.id, 'opened', data)],
  'exception.assigned': ({ data: { exceptionId, to } }) => [set('exception', exceptionId, 'assigned', { to })],
  'exception.escalated': ({ data: { exceptionId, severity } }) => [
    set('exception', exceptionId, 'escalated', { severity }),
  ],
  'exception.resolved': ({ data: { exceptionId, at, resolution } }) => [
    set('exception', exceptionId, 'resolved', { at, resolution }),
  ],
};

/** Typed: a facet that its kind does not have, or a value of another facet, does not compile. */
function set<K extends EntityKind, F extends keyof Facets[K] & string>(
  kind: K,
  id: string,
  facet: F,
  value: Facets[K][F],
): FacetWrite {
  return { kind, id, facet, value };
}

function lineContent(orderId: string, content: LineContent): FacetWrite {
  return set('line', lineIdOf(orderId, content.lineNumber), 'content', { ...content, orderId });
}

function reinstated(orderId: string, wholeOrder: boolean, lines: readonly LineContent[]): FacetWrite[] {
  return [
    ...(wholeOrder ? [set('order', orderId, 'cancelled', { cancelled: false })] : []),
    ...lines.map(({ lineNumber }) => set('line', lineIdOf(orderId, lineNumber), 'cancelled', { cancelled: false })),
  ];
}

function promised({ data }: EventOf<'line.promised' | 'line.repromised'>): FacetWrite[] {
  return [set('line', lineOf(data), 'promise', data.promise)];
}

function lineOf({ orderId, lineNumber }: { orderId: string; lineNumber: string }): string {
  return lineIdOf(orderId, lineNumber);
}

interface Consignment {
  readonly shipmentId: string;
  readonly carrierServiceId: string | null;
  readonly lines: readonly ShipmentLine[];
  readonly at: string;
}

function consignment({ shipmentId, carrierServiceId, lines }: Consignment): FacetWrite[] {
  return [
    set('shipment', shipmentId, 'carrier', { carrierServiceId }),
    ...lines.map((line) => set('shipment', shipmentId, `line/${lineOf(line)}`, { quantity: line.quantity })),
  ];
}

function onLines({ lines, at }: Consignment, facet: `shipped/${string}` | `delivered/${string}`): FacetWrite[] {
  return lines.map((line) => set('line', lineOf(line), facet, { quantity: line.quantity, at }));
}
