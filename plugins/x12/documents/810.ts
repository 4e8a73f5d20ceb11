import type { DocumentTable } from './table.ts';

/** 810 Invoice, 004010. */
export const INVOICE = {
  set: '810',
  version: '004010',
  header: {
    issuedOn: 'BIG01', // element 373
    invoiceId: 'BIG02', // 76
    orderId: 'BIG04', // 324
    currency: 'CUR02', // 100
    total: 'TDS01', // 610, type N2: hundredths without a point
  },
} as const satisfies DocumentTable;
