import { SHIP_TO } from './ship-to.ts';
import type { DocumentTable } from './table.ts';

/** 860 Purchase Order Change Request - Buyer Initiated, 004010. A line that it names is as it says: quantities are whole, not differences. */
export const ORDER_CHANGE = {
  set: '860',
  version: '004010',
  header: {
    purpose: 'BCH01', // element 353
    orderId: 'BCH03', // 324
    orderedOn: 'BCH06', // 373
    currency: 'CUR02', // 100
    customer: 'N1[01=BY]04', // 67
    ...SHIP_TO,
    deliverOn: 'DTM[01=002]02', // 374 and 373
  },
  line: {
    starts: 'POC',
    products: { segment: 'POC', from: 8 },
    fields: {
      lineNumber: 'POC01', // 350
      change: 'POC02', // 670
      quantity: 'POC03', // 330
      uom: 'POC05', // C001-01, 355
      price: 'POC06', // 212
      deliverOn: 'DTM[01=002]02',
    },
  },
} as const satisfies DocumentTable;
