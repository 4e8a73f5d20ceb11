import type { ExceptionType, StateKind } from '../world/state.ts';

/** What one system shows. */
interface Shows {
  readonly kinds: readonly StateKind[];
  /** The exceptions that it shows: no two systems show one. */
  readonly exceptions: readonly ExceptionType[];
}

/** What each system of the distributor shows. But for exceptions no two show one kind. */
export const SHOWS = {
  'sim-erp': {
    kinds: ['item', 'order', 'supply', 'invoice', 'exception'],
    exceptions: ['credit-hold', 'address', 'edi', 'pricing', 'invoice', 'supply-delay'],
  },
  'sim-wms': { kinds: ['site', 'inventory', 'exception'], exceptions: ['short-pick', 'inventory-mismatch'] },
  'sim-tms': { kinds: ['carrierService', 'shipment', 'condition', 'exception'], exceptions: ['shipment-delay'] },
  'sim-crm': { kinds: ['customer', 'return', 'exception'], exceptions: ['return'] },
} as const satisfies Readonly<Record<string, Shows>>;
export type SystemName = keyof typeof SHOWS;

export const SYSTEM_NAMES = ['sim-erp', 'sim-wms', 'sim-tms', 'sim-crm'] as const satisfies readonly SystemName[];

/** The system that shows a kind of thing, and of exceptions those of a type. */
export function systemOf(kind: StateKind, exceptionType: string | null): SystemName | null {
  return SYSTEM_NAMES.find((name) => shows(SHOWS[name], kind, exceptionType)) ?? null;
}

function shows({ kinds, exceptions }: Shows, kind: StateKind, exceptionType: string | null): boolean {
  return kinds.includes(kind) && (exceptionType === null || exceptions.some((own) => own === exceptionType));
}
