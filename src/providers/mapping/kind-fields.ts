import { EXCEPTION_KINDS, SEVERITIES } from '../../domain/record/incident-records.ts';
import { VELOCITIES } from '../../domain/record/master-records.ts';
import type { RecordKind } from '../../domain/record/record.ts';

/** When on its local day something happens of which only the date is known. */
export const DAY_PARTS = ['start', 'noon', 'end'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

/** What a field of a canonical record holds, and so how a cell becomes it. */
export type FieldSpec =
  | {
      readonly holds: 'text' | 'number' | 'money' | 'quantity' | 'boolean' | 'zone' | 'currency' | 'attribute';
      readonly required: boolean;
    }
  | { readonly holds: 'choice'; readonly required: boolean; readonly choices: readonly string[] }
  | { readonly holds: 'instant'; readonly required: boolean; readonly at: DayPart };

export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

/** The fields of a record kind that a mapping can fill, by their names in the mapping: `shipTo.country` is a part of `shipTo`. */
export interface KindSpec {
  readonly fields: FieldSpecs;
  /** Kinds with lines: one row is one line, and rows with the same id are one record. */
  readonly line?: FieldSpecs;
  /** Where free attributes go, for the kinds that have them. */
  readonly attributesOf?: 'record' | 'line';
  /** Many rows tell the same record of a master kind: it is given once until it changes. */
  readonly master?: boolean;
}

const key: FieldSpec = { holds: 'text', required: true };
const text: FieldSpec = { holds: 'text', required: false };
const number: FieldSpec = { holds: 'number', required: false };
const flag: FieldSpec = { holds: 'boolean', required: false };
const money: FieldSpec = { holds: 'money', required: false };
const quantity: FieldSpec = { holds: 'quantity', required: true };
/** A moment that happened: by date alone, the middle of the day, so that it is off by half a day at most. */
const happened: FieldSpec = { holds: 'instant', required: false, at: 'noon' };
/** A promise or an expectation for a date is kept until the day ends. */
const deadline: FieldSpec = { holds: 'instant', required: false, at: 'end' };
/** The first moment of something: by date alone, the start of the day, so that nothing of it comes before. */
const began: FieldSpec = { holds: 'instant', required: true, at: 'start' };

export const KIND_SPECS: Readonly<Record<RecordKind, KindSpec>> = {
  site: {
    fields: {
      id: key,
      reference: text,
      name: key,
      zone: { holds: 'zone', required: true },
      'workload.observedAt': happened,
      'workload.openLines': number,
      'workload.queuedHours': number,
      'workload.crew': number,
      'workload.laborHours': number,
      'workload.docks': number,
      'workload.docksBusy': number,
      changedAt: happened,
    },
    master: true,
  },
  item: {
    fields: {
      id: key,
      reference: text,
      name: key,
      category: text,
      uom: text,
      unitCost: money,
      velocity: { holds: 'choice', required: false, choices: VELOCITIES },
      shelfLifeDays: number,
      changedAt: happened,
    },
    attributesOf: 'record',
    master: true,
  },
  customer: {
    fields: {
      id: key,
      reference: text,
      name: key,
      tier: text,
      segment: text,
      country: text,
      'terms.deliverWithinHours': number,
      'terms.latePenaltyRatioPerDay': number,
      'terms.latePenaltyFlat': money,
      'terms.latePenaltyCapRatio': number,
      'terms.isRegulated': flag,
      'terms.acceptsSubstitutes': flag,
      'terms.acceptsPartial': flag,
      'terms.flexibleDays': number,
      creditLimit: money,
      creditUsed: money,
      yearlyMargin: money,
      changedAt: happened,
    },
    attributesOf: 'record',
    master: true,
  },
  carrierService: {
    fields: {
      id: key,
      reference: text,
      carrier: key,
      service: key,
      transitDays: number,
      transitDaysP90: number,
      price: money,
      'capacity.linesPerDay': number,
      'capacity.linesBooked': number,
      'capacity.observedAt': happened,
      changedAt: happened,
    },
    master: true,
  },
  order: {
    fields: {
      id: key,
      reference: text,
      customerId: key,
      placedAt: began,
      currency: { holds: 'currency', required: true },
      channel: text,
      'shipTo.country': text,
      'shipTo.region': text,
      'shipTo.city': text,
      'shipTo.postalCode': text,
      cancelled: flag,
      changedAt: happened,
    },
    line: {
      lineNumber: key,
      itemId: key,
      quantity,
      value: money,
      cost: money,
      effortMinutes: number,
      siteId: text,
      supplierId: text,
      carrierServiceId: text,
      requestedDeliverBy: deadline,
      promisedShipBy: deadline,
      promisedDeliverBy: deadline,
      allocated: number,
      backordered: number,
      cancelled: flag,
    },
    attributesOf: 'line',
  },
  inventory: { fields: { itemId: key, siteId: key, onHand: quantity, allocated: number, changedAt: happened } },
  supply: {
    fields: {
      id: key,
      itemId: key,
      siteId: key,
      supplierId: text,
      quantity,
      orderedAt: { ...began, required: false },
      expectedAt: { ...deadline, required: true },
      receivedAt: happened,
      changedAt: happened,
    },
  },
  shipment: {
    fields: {
      id: key,
      reference: text,
      carrierServiceId: text,
      confirmedAt: happened,
      departedAt: happened,
      etaAt: deadline,
      deliveredAt: happened,
      failedAt: happened,
      changedAt: happened,
    },
    line: { orderId: key, lineNumber: key, quantity: number },
  },
  condition: {
    fields: {
      id: key,
      type: key,
      siteId: text,
      region: text,
      carrierServiceId: text,
      severity: { holds: 'choice', required: true, choices: SEVERITIES },
      raisedAt: began,
      clearedAt: happened,
      changedAt: happened,
    },
  },
  exception: {
    fields: {
      id: key,
      type: { holds: 'choice', required: true, choices: EXCEPTION_KINDS },
      severity: { holds: 'choice', required: true, choices: SEVERITIES },
      cause: text,
      orderId: text,
      supplyId: text,
      assignedTo: text,
      resolution: text,
      openedAt: began,
      resolvedAt: happened,
      changedAt: happened,
    },
  },
  invoice: {
    fields: {
      id: key,
      orderId: key,
      total: { holds: 'money', required: true },
      issuedAt: began,
      disputedAt: happened,
      changedAt: happened,
    },
  },
  return: {
    fields: {
      id: key,
      orderId: key,
      lineNumber: text,
      quantity,
      authorizedAt: began,
      receivedAt: happened,
      changedAt: happened,
    },
  },
};
