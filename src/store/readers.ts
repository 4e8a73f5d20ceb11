import { toCustomer, toItem, toSite } from '../domain/master-data.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { createCarrierServiceStore } from './carrier-services.ts';
import { createConditionStore, type ConditionStore } from './conditions.ts';
import { createExceptionStore } from './exceptions.ts';
import { createLineStore } from './lines.ts';
import { createOrderStore } from './orders.ts';
import { createQueueStore } from './queue.ts';
import { createRaisedExceptionStore, type RaisedExceptionStore } from './raised-exceptions.ts';
import { createRiskStore } from './risks.ts';
import { customerWithin, siteWithin } from './row-predicates.ts';
import { createShipmentStore } from './shipments.ts';
import type { Database } from './sql.ts';
import { createInventoryStore, createSupplyStore } from './stock.ts';
import type { RiskStore } from './score-stores.ts';
import type { QueueStore, Store } from './store.ts';
import { byIds } from './views.ts';

/**
 * What a viewer may read: every function adds to its statement which rows those are, so that none can be written that does not. What is
 * not the viewer's is as absent as what is not there.
 */
export interface Readers extends Pick<
  Store,
  'orders' | 'customers' | 'items' | 'sites' | 'inventory' | 'supply' | 'shipments' | 'exceptions'
> {
  /** Which rows. */
  readonly rows: RowScope;
  readonly lines: Pick<Store['lines'], 'byIds' | 'byOrderIds' | 'openIds'>;
  readonly carrierServices: Pick<Store['carrierServices'], 'byIds'>;
  readonly risks: Pick<RiskStore, 'byLineIds'>;
  readonly queue: Pick<QueueStore, 'byLineIds' | 'page' | 'count' | 'ranks'>;
  readonly raised: Pick<RaisedExceptionStore, 'linesHit' | 'history'>;
  readonly conditions: ConditionStore;
}

/** Reads as someone who may see these rows. */
export function createReaders(db: Database, rows: RowScope): Readers {
  return { rows, ...createScopedParts(db, rows) };
}

/** The parts of a store that read what belongs to someone. */
export function createScopedParts(db: Database, rows: RowScope) {
  return {
    orders: createOrderStore(db, rows),
    lines: createLineStore(db, rows),
    customers: { byIds: byIds(db, 'customer', toCustomer, customerWithin(rows, ID)) },
    items: { byIds: byIds(db, 'item', toItem, undefined) }, // one catalogue for all
    sites: { byIds: byIds(db, 'site', toSite, siteWithin(rows, ID)) },
    carrierServices: createCarrierServiceStore(db, rows),
    inventory: createInventoryStore(db, rows),
    supply: createSupplyStore(db, rows),
    shipments: createShipmentStore(db, rows),
    exceptions: createExceptionStore(db, rows),
    conditions: createConditionStore(db, rows),
    raised: createRaisedExceptionStore(db, rows),
    risks: createRiskStore(db, rows),
    queue: createQueueStore(db, rows),
  };
}

const ID = Prisma.sql`t.id`;
