import type { ConditionRecord, ExceptionRecord, InvoiceRecord, ReturnRecord } from '../../../src/providers/index.ts';
import type { ConditionState, ExceptionState, InvoiceState, ReturnState } from '../world/state.ts';
import { instantAt, instantOrNull, money, pieces } from './values.ts';

export function conditionRecord(condition: ConditionState): ConditionRecord {
  return {
    kind: 'condition',
    id: condition.id,
    type: condition.type,
    siteId: condition.siteId,
    region: condition.region,
    carrierServiceId: condition.carrierServiceId,
    severity: condition.severity,
    raisedAt: instantAt(condition.raisedAt),
    clearedAt: instantOrNull(condition.clearedAt),
    changedAt: instantAt(condition.changedAt),
  };
}

export function exceptionRecord(exception: ExceptionState): ExceptionRecord {
  return {
    kind: 'exception',
    id: exception.id,
    type: exception.type,
    severity: exception.severity,
    cause: exception.cause,
    orderId: exception.orderId,
    lineNumbers: [...exception.lineNumbers],
    supplyId: exception.supplyId,
    assignedTo: exception.assignedTo,
    resolution: exception.resolution,
    openedAt: instantAt(exception.openedAt),
    resolvedAt: instantOrNull(exception.resolvedAt),
    changedAt: instantAt(exception.changedAt),
  };
}

export function invoiceRecord(invoice: InvoiceState): InvoiceRecord {
  return {
    kind: 'invoice',
    id: invoice.id,
    orderId: invoice.orderId,
    total: money(invoice.totalMinor),
    issuedAt: instantAt(invoice.issuedAt),
    disputedAt: instantOrNull(invoice.disputedAt),
    changedAt: instantAt(invoice.changedAt),
  };
}

export function returnRecord(given: ReturnState): ReturnRecord {
  return {
    kind: 'return',
    id: given.id,
    orderId: given.orderId,
    lineNumber: given.lineNumber,
    quantity: pieces(given.quantity),
    authorizedAt: instantAt(given.authorizedAt),
    receivedAt: instantOrNull(given.receivedAt),
    changedAt: instantAt(given.changedAt),
  };
}
