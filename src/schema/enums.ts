import { registerEnumType } from 'type-graphql';
import { KEY_REFUSALS } from '../domain/api-key.ts';
import { LINE_STATUSES } from '../domain/order-line.ts';
import { ASSIGNMENT_REFUSALS } from '../domain/exception-assignment.ts';
import { EXCEPTION_STATUSES } from '../domain/exception.ts';
import { EXCEPTION_ORDERS, ORDER_STATUSES } from '../domain/list.ts';
import { EXCEPTION_CHANGES, PROVIDER_CHANGES } from '../domain/feed.ts';
import { QUEUE_MOVES } from '../domain/feed-message.ts';
import { LOSSES } from '../domain/priority/loss.ts';
import { TIERS } from '../domain/priority/tier.ts';
import { SCORING_METHODS } from '../domain/promise-risk.ts';
import { QUEUE_KINDS } from '../domain/queue.ts';
import { EXCEPTION_KINDS, SEVERITIES } from '../domain/record/incident-records.ts';
import { VELOCITIES } from '../domain/record/master-records.ts';
import { HOLD_KINDS } from '../domain/record/order-record.ts';
import { RECORD_KINDS } from '../domain/record/record.ts';
import { SHIPMENT_STATUSES } from '../domain/shipment.ts';
import { KEY_SCOPES, ROLES } from '../domain/viewer.ts';
import { REMEDY_KINDS } from '../operations/find-remedies.ts';
import { SIGNAL_GROUPS } from '../operations/explain-risks.ts';

export const QueueKindEnum = register('QueueKind', 'The queues in which a line can wait.', QUEUE_KINDS, {
  release: 'Can be released to picking: nothing blocks it and it is not out of supply.',
  backorder: 'Accepted without supply.',
});

export const QueueChangeKindEnum = register('QueueChangeKind', 'What happened to a line in a queue.', QUEUE_MOVES, {
  entered: 'It now waits in what is watched.',
  moved: 'It waited before; its score has changed, and its rank with it.',
  rescored: 'It waited before; its score has changed and its rank has not, or nobody counted.',
  left: 'It no longer waits in what is watched.',
});

export const ExceptionChangeKindEnum = register(
  'ExceptionChangeKind',
  'What happened in the life of an exception.',
  EXCEPTION_CHANGES,
  {
    affects: 'It now hits other lines than before.',
    reopened: 'It was resolved, and its cause is back.',
  },
);

export const ExceptionStatusEnum = register(
  'ExceptionStatus',
  'Where an exception stands in its life.',
  EXCEPTION_STATUSES,
  {
    open: 'Nobody has it.',
    assigned: 'Someone works on it.',
    escalated: 'It has become worse since it opened.',
    resolved: 'It is over.',
    reopened: 'It was resolved, and its cause is back.',
  },
);

export const AssignmentRefusalEnum = register(
  'AssignmentRefusal',
  'Why an exception was not given to someone.',
  ASSIGNMENT_REFUSALS,
  {
    'told-by-source': 'It belongs to the source that told of it.',
    resolved: 'It is over.',
  },
);

export const ExceptionOrderEnum = register('ExceptionOrder', 'The order of exceptions.', EXCEPTION_ORDERS, {
  openedAt: 'Newest opened first.',
  severity: 'Most severe first, then newest opened.',
});

export const ProviderChangeKindEnum = register('ProviderChangeKind', 'How a source fares now.', PROVIDER_CHANGES, {
  degraded: 'It can no longer be read.',
  recovered: 'It can be read again.',
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

export const ScoringMethodEnum = register('ScoringMethod', 'Who scored a line.', SCORING_METHODS, {
  model: 'The trained model.',
  rules: 'The documented rules: there was no model to trust for it.',
});

export const TierEnum = register('PriorityTier', 'Floors that no sum of money passes, first to go first.', TIERS, {
  regulated: 'Law or contract puts it first.',
  contractual: 'Released now its contract is kept, at the next opportunity it is broken, both more likely than not.',
  standard: 'Ranked by what waiting costs.',
});

export const LossKindEnum = register('LossKind', 'Where a loss comes from.', LOSSES, {
  penalty: 'What the contract owes for a late delivery.',
  'lost-margin': 'The margin of a sale that is cancelled or returned.',
  churn: 'What the customer brings in a year, if they leave.',
  downstream: 'The margin of what waits for this line.',
});

export const SignalGroupEnum = register('SignalGroup', 'What a signal is about.', SIGNAL_GROUPS, {
  commitments: 'What was agreed, and how it was kept.',
  economics: 'What the order brings, and what else could serve it.',
  feasibility: 'Whether it can be done in time.',
  exceptions: 'What is amiss.',
  conditions: 'What happens outside.',
});

export const VelocityEnum = register('Velocity', 'How fast an item moves.', VELOCITIES, {
  A: 'Among those that move fastest.',
  B: 'In between.',
  C: 'Among those that move slowest.',
});

export const ExceptionKindEnum = register('ExceptionKind', 'What kind of departure from plan it is.', EXCEPTION_KINDS);
export const SeverityEnum = register('Severity', 'How bad an exception is.', SEVERITIES);
export const HoldKindEnum = register('HoldKind', 'Why an order or line is blocked.', HOLD_KINDS);
export const RemedyKindEnum = register('RemedyKind', 'What can be done about a risk.', REMEDY_KINDS);
export const ImaginedHoldEnum = register('ImaginedHold', 'What would hold a line back.', ['none', ...HOLD_KINDS], {
  none: 'Nothing: all holds cleared.',
});
export const DeletionNoticeEnum = register(
  'DeletionNotice',
  'How it is noticed that a record is gone.',
  ['told', 'swept', 'unnoticed'] as const,
  {
    told: 'A read tells of it.',
    swept: 'All that the source lists is compared with what is known, now and then.',
    unnoticed: 'Not at all.',
  },
);
export const SweepEnum = register(
  'Sweep',
  'How a source is compared with what is known of it.',
  ['keys', 'records'] as const,
  {
    keys: 'By its keys: finds what is gone.',
    records: 'By reading everything again: also finds changes that move no cursor.',
  },
);
export const RecordKindEnum = register('RecordKind', 'What a source can give.', RECORD_KINDS);

export const ApiKeyGrantEnum = register('ApiKeyGrant', 'What a key may be used for.', [...ROLES, ...KEY_SCOPES], {
  admin: 'Everything.',
});
export const ApiKeyRefusalEnum = register('ApiKeyRefusal', 'Why there is no such key.', KEY_REFUSALS, {
  'already-expired': 'It would have ended before it began, or it has ended.',
  'nothing-granted': 'It would open nothing.',
  'role-for-partner': 'What a partner may do is said in scopes, not in roles.',
  revoked: 'A revoked key stays revoked.',
  'already-rotated': 'Another key has taken its place already.',
});

/** The GraphQL name of one of our words: `short-pick` is `SHORT_PICK`, `orders:read` is `ORDERS_READ`, `carrierService` is `CARRIER_SERVICE`. */
export function toEnumName(word: string): string {
  return word
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/[-:]/g, '_')
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
