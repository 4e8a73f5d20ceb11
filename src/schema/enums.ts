import { registerEnumType } from 'type-graphql';
import { LINE_STATUSES } from '../domain/order-line.ts';
import { ORDER_STATUSES } from '../domain/list.ts';
import { QUEUE_CHANGES } from '../domain/feed.ts';
import { QUEUE_KINDS } from '../domain/queue.ts';
import { EXCEPTION_KINDS, SEVERITIES } from '../domain/record/incident-records.ts';
import { HOLD_KINDS } from '../domain/record/order-record.ts';
import { RECORD_KINDS } from '../domain/record/record.ts';
import { SHIPMENT_STATUSES } from '../domain/shipment.ts';

export const QueueKindEnum = register('QueueKind', 'The queues in which a line can wait.', QUEUE_KINDS, {
  release: 'Can be released to picking: nothing blocks it and it is not out of supply.',
  backorder: 'Accepted without supply.',
});

export const QueueChangeKindEnum = register('QueueChangeKind', 'What happened to a line in a queue.', QUEUE_CHANGES, {
  entered: 'It now waits in the queue.',
  rescored: 'It waited before; its score has changed.',
  left: 'It no longer waits in the queue.',
});

export const OrderStatusEnum = register('OrderStatus', 'Where an order stands as a whole.', ORDER_STATUSES, {
  open: 'At least one line is still to be delivered.',
  closed: 'Every line is delivered or cancelled.',
  cancelled: 'The whole order was cancelled.',
});

export const LineStatusEnum = register('LineStatus', 'Where a line stands.', LINE_STATUSES, {
  open: 'Not all of it has left.',
  shipped: 'All of it has left; not all of it has arrived.',
  delivered: 'All of it has arrived.',
  cancelled: 'Nothing more will be delivered.',
});

export const ShipmentStatusEnum = register('ShipmentStatus', 'Where a shipment stands.', SHIPMENT_STATUSES, {
  planned: 'Known, but not confirmed by the warehouse.',
  confirmed: 'Picked and packed as planned.',
  departed: 'On its way.',
  delivered: 'Arrived.',
  failed: 'Will not arrive.',
});

export const ExceptionKindEnum = register('ExceptionKind', 'What kind of departure from plan it is.', EXCEPTION_KINDS);
export const SeverityEnum = register('Severity', 'How bad an exception is.', SEVERITIES);
export const HoldKindEnum = register('HoldKind', 'Why an order or line is blocked.', HOLD_KINDS);
export const RecordKindEnum = register('RecordKind', 'What a source can give.', RECORD_KINDS);

/** The GraphQL name of one of our words: `short-pick` is `SHORT_PICK`, `carrierService` is `CARRIER_SERVICE`. */
export function toEnumName(word: string): string {
  return word
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toUpperCase();
}

function register<W extends string>(
  name: string,
  description: string,
  words: readonly W[],
  meanings: Readonly<Partial<Record<string, string>>> = {},
): Readonly<Record<string, W>> {
  const values = Object.fromEntries(words.map((word) => [toEnumName(word), word]));
  const valuesConfig = Object.fromEntries(
    words.map((word) => [toEnumName(word), meanings[word] === undefined ? {} : { description: meanings[word] }]),
  );
  registerEnumType(values, { name, description, valuesConfig });
  return values;
}
