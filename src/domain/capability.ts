/**
 * What someone may be allowed to see or do. Every root field of the schema needs one, and so does whatever not everyone may see.
 */
export const CAPABILITIES = [
  /** Who one is oneself. */
  'self.read',
  'orders.read',
  'customers.read',
  'shipments.read',
  /** Stock, and what is to come. */
  'inventory.read',
  'risk.read',
  'queue.read',
  'exceptions.read',
  /** Giving an exception to someone. */
  'exceptions.assign',
  'simulate',
  /** How the sources fare. */
  'providers.read',
  /** Margin, cost, penalty, credit, cost of delay. */
  'economics.read',
  /** How the distributor works and judges: its reasons, its notes, its suppliers, its model, where a record came from. */
  'internals.read',
  /** What a federation gateway asks. */
  'subgraph.read',
  'keys.manage',
  'webhooks.manage',
  'documents.manage',
  'audit.read',
] as const;
export type Capability = (typeof CAPABILITIES)[number];
