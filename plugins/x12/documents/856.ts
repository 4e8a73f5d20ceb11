import type { DocumentTable } from './table.ts';

/** 856 Ship Notice/Manifest, 004010. Its loops are a tree (HL); an item's order is that of the order level above it. */
export const SHIP_NOTICE = {
  set: '856',
  version: '004010',
  header: {
    shipmentId: 'BSN02', // element 396
    carrier: 'TD503', // 67, SCAC when TD502 is 2
    service: 'TD512', // 284
    shippedOn: 'DTM[01=011]02', // 374 and 373
    shippedAt: 'DTM[01=011]03', // 337
    deliverOn: 'DTM[01=017]02', // estimated delivery
  },
  line: {
    starts: 'HL',
    fields: {
      level: 'HL03', // 735: S, O, P, I
      orderId: 'PRF01', // 324
      lineNumber: 'LIN01', // 350
      quantity: 'SN102', // 382
    },
  },
} as const satisfies DocumentTable;
