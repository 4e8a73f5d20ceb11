import type { DocumentTable } from './table.ts';

/** 997 Functional Acknowledgment, 004010: whether a partner could read what was sent to them. */
export const ACKNOWLEDGEMENT = {
  set: '997',
  version: '004010',
  header: {
    functionalId: 'AK101', // element 479
    groupControl: 'AK102', // 28
    verdict: 'AK901', // 715
  },
  line: {
    starts: 'AK2',
    fields: {
      set: 'AK201', // 143
      control: 'AK202', // 329
      verdict: 'AK501', // 717
      problem: 'AK502', // 718
    },
  },
} as const satisfies DocumentTable;
