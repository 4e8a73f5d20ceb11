import { SHIP_TO } from './ship-to.ts';
import type { DocumentTable } from './table.ts';

/** 850 Purchase Order, 004010: an order of a customer. */
export const PURCHASE_ORDER = {
  set: '850',
  version: '004010',
  header: {
    purpose: 'BEG01', // element 353
    orderId: 'BEG03', // 324
    orderedOn: 'BEG05', // 373
    currency: 'CUR02', // 100
    customer: 'N1[01=BY]04', // 67
    ...SHIP_TO,
    deliverOn: 'DTM[01=002]02', // 374 and 373: delivery requested
  },
  line: {
    starts: 'PO1',
    products: { segment: 'PO1', from: 6 },
    fields: {
      lineNumber: 'PO101', // 350
      quantity: 'PO102', // 330
      uom: 'PO103', // 355
      price: 'PO104', // 212
      deliverOn: 'DTM[01=002]02',
    },
  },
} as const satisfies DocumentTable;
