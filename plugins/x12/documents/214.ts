import type { DocumentTable } from './table.ts';

/** 214 Transportation Carrier Shipment Status Message, 004010. */
export const SHIPMENT_STATUS = {
  set: '214',
  version: '004010',
  header: {
    shipmentId: 'B1002', // element 145
    carrier: 'B1003', // 140
    orderId: 'L11[02=PO]01', // 127 and 128
  },
  line: {
    starts: 'AT7',
    fields: {
      status: 'AT701', // 1650
      reason: 'AT702', // 1651
      appointment: 'AT703', // 1652
      date: 'AT705', // 373
      time: 'AT706', // 337
      zone: 'AT707', // 623
    },
  },
} as const satisfies DocumentTable;

/** Status (1650) and appointment status (1652) codes, and what they say of a shipment. */
export const STATUS_CODES = {
  AF: 'departed', // carrier departed pick-up location with shipment
  P1: 'departed', // departed terminal location
  X6: 'eta', // en route to delivery location
  AG: 'eta', // estimated delivery
  AB: 'eta', // delivery appointment scheduled
  D1: 'delivered', // completed unloading at delivery location
  X3: 'confirmed', // arrived at pick-up location
  CP: 'confirmed', // completed loading at pick-up location
  A7: 'failed', // refused by consignee
  A9: 'failed', // shipment damaged
  CA: 'failed', // shipment cancelled
  SD: 'delayed', // shipment delayed
} as const;

/** Time codes (623) that name a zone; `LT` and what is not here is the partner's. */
export const TIME_ZONES: Readonly<Record<string, string>> = {
  UT: 'UTC',
  GM: 'UTC',
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};
