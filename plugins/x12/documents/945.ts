import type { DocumentTable } from './table.ts';

/** 945 Warehouse Shipping Advice, 004010: what a warehouse shipped, and what it was short of. */
export const SHIPPING_ADVICE = {
  set: '945',
  version: '004010',
  header: {
    orderId: 'W0602', // element 285
    shippedOn: 'W0603', // 373
    shipmentId: 'W0604', // 145
    carrier: 'W2702', // 140
  },
  line: {
    starts: 'LX',
    fields: {
      lineNumber: 'LX01', // 554
      ordered: 'W1202', // 330
      shipped: 'W1203', // 382
      missing: 'W1204', // 411
      uom: 'W1205', // 355
    },
  },
} as const satisfies DocumentTable;
