import type { ConnectContext } from '../../src/providers/index.ts';
import type { AcmeConfig } from './config.ts';
import { AcmeOrders, type AcmeOrder } from './wire.ts';

/** Acme's API as two verbs; the only file that knows its paths. */
export interface AcmeClient {
  /** Orders that changed after a number, in the order of their changes. */
  readonly changesAfter: (seq: number, signal: AbortSignal) => Promise<readonly AcmeOrder[]>;
  readonly ordersBy: (numbers: readonly string[], signal: AbortSignal) => Promise<readonly AcmeOrder[]>;
}

export function createClient({ url, token, pageSize }: AcmeConfig, { http }: Pick<ConnectContext, 'http'>): AcmeClient {
  const acme = http({ baseUrl: url, headers: { authorization: `Bearer ${token}` } });
  return {
    changesAfter: async (after, signal) => {
      const reply = await acme.request('/orders', { signal, query: { after, limit: pageSize } });
      return reply.json(AcmeOrders).orders;
    },
    ordersBy: async (numbers, signal) => {
      const reply = await acme.request('/orders/search', { signal, json: { numbers } });
      return reply.json(AcmeOrders).orders;
    },
  };
}
