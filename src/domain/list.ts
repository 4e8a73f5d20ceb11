import type { OrderException } from './exception.ts';
import type { LineStatus } from './order-line.ts';
import type { Instant } from './time.ts';

/** A part of a list, with what a connection needs to go on. */
export interface Slice<T> {
  readonly items: readonly { readonly value: T; readonly position: SlicePosition }[];
  readonly hasNext: boolean;
}

/** Where an item stands in its list: the values it is sorted by, then its id. Stable while others come and go. */
export type SlicePosition = readonly (string | number)[];

export interface PageQuery {
  readonly first: number;
  readonly after: SlicePosition | null;
}

export const ORDER_STATUSES = ['open', 'closed', 'cancelled'] as const;

/** Newest placed first. Every given field must match. */
export interface OrderQuery extends PageQuery {
  readonly customerId?: string;
  readonly status?: (typeof ORDER_STATUSES)[number];
  readonly placedFrom?: Instant;
  readonly placedBefore?: Instant;
  readonly promisedDeliverFrom?: Instant;
  readonly promisedDeliverBefore?: Instant;
  readonly siteId?: string;
  readonly itemId?: string;
  readonly lineStatus?: LineStatus;
}

/** Every given field must match. */
export interface ExceptionFilter {
  readonly type?: OrderException['type'];
  readonly severity?: OrderException['severity'];
  readonly open?: boolean;
  readonly orderId?: string;
}

export const EXCEPTION_ORDERS = ['openedAt', 'severity'] as const;

export interface ExceptionQuery extends PageQuery, ExceptionFilter {
  /** Newest opened first, or most severe first and then newest; newest unless told. */
  readonly orderBy?: (typeof EXCEPTION_ORDERS)[number];
}
