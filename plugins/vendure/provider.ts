import { defineAction, defineProvider, type KindTraits, type RecordKind } from '../../src/providers/index.ts';
import { hold } from './actions/hold.ts';
import { note } from './actions/note.ts';
import { release } from './actions/release.ts';
import { reschedule } from './actions/reschedule.ts';
import { checkShop } from './check.ts';
import { createClient } from './client.ts';
import { VendureConfig } from './config.ts';
import { KINDS, lookUp, readKind } from './read.ts';
import { vendureWebhook } from './webhook.ts';

/** A Vendure shop through its admin API. Changes of state move no `updatedAt`: webhooks tell of them at once, sweeps in time. */
export const vendure = defineProvider({
  type: 'vendure',
  module: import.meta.url,
  config: VendureConfig,
  reads: () => [...KINDS.keys()],
  traits: ({ overlapMs }) =>
    Object.fromEntries(
      [...KINDS].map(([kind, { keyField }]): [RecordKind, KindTraits] => [
        kind,
        { key: keyField, cursor: 'updatedAt', precisionMs: 1, overlapMs, deletes: false, sweep: 'records' },
      ]),
    ),
  connect: createClient,
  check: (client, { signal }) => checkShop(client, signal),
  read: readKind,
  lookup: lookUp,
  webhook: vendureWebhook,
  actions: {
    hold: defineAction(hold),
    release: defineAction(release),
    note: defineAction(note),
    reschedule: defineAction(reschedule),
  },
});
