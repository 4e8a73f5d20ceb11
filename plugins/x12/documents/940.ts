import { SHIP_TO } from './ship-to.ts';
import type { DocumentTable } from './table.ts';

/** 940 Warehouse Shipping Order, 004010: an order that a depositor has us ship. */
export const SHIPPING_ORDER = {
  set: '940',
  version: '004010',
  header: {
    status: 'W0501', // element 473
    orderId: 'W0502', // 285
    orderedOn: 'G62[01=04]02', // 432 and 373: purchase order date
    customer: 'N1[01=DE]04', // 67: depositor
    ...SHIP_TO,
    site: 'N1[01=WH]04', // 67: warehouse
    shipOn: 'G62[01=10]02', // 432 and 373: requested ship date
    deliverOn: 'G62[01=02]02', // delivery requested on this date
  },
  line: {
    starts: 'LX',
    products: { segment: 'W01', from: 4 },
    fields: {
      lineNumber: 'LX01', // 554
      quantity: 'W0101', // 330
      uom: 'W0102', // 355
    },
  },
} as const satisfies DocumentTable;
