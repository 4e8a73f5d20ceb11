import type { DocumentTable } from './table.ts';

/** 855 Purchase Order Acknowledgment, 004010: what a supplier says to a purchase order of ours. */
export const ORDER_ACKNOWLEDGEMENT = {
  set: '855',
  version: '004010',
  header: {
    orderId: 'BAK03', // element 324
    orderedOn: 'BAK04', // 373
    supplier: 'N1[01=SE]04', // 67
    site: 'N1[01=ST]04', // 67
  },
  line: {
    starts: 'PO1',
    products: { segment: 'PO1', from: 6 },
    fields: {
      lineNumber: 'PO101', // 350
      status: 'ACK01', // 668
      quantity: 'ACK02', // 380
      uom: 'ACK03', // 355
      shipOn: 'ACK[04=068]05', // 374 and 373: current schedule ship
      deliverOn: 'ACK[04=067]05', // current schedule delivery
    },
  },
} as const satisfies DocumentTable;
