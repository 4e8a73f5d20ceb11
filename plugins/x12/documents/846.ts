import type { DocumentTable } from './table.ts';

/** 846 Inventory Inquiry/Advice, 004010. */
export const INVENTORY_ADVICE = {
  set: '846',
  version: '004010',
  header: { site: 'N1[01=WH]04' }, // element 67
  line: {
    starts: 'LIN',
    products: { segment: 'LIN', from: 2 },
    fields: {
      onHand: 'QTY[01=17]02', // 673 and 380: quantity on hand
      available: 'QTY[01=33]02', // quantity available for sale
      committed: 'QTY[01=37]02', // work in process: quantity committed
      uom: 'QTY[01=17]03', // C001-01, 355
      availableUom: 'QTY[01=33]03',
    },
  },
} as const satisfies DocumentTable;
