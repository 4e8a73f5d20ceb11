import { hold, note, notify, reallocate, release, reroute, reschedule, substitute } from '../actions/actions.ts';
import { defineSimProvider } from './define-sim-provider.ts';
import { SHOWS } from './shows.ts';

/** The simulated ERP: orders with their holds, items, purchases, invoices, and what goes wrong on paper. */
export const simErp = defineSimProvider({
  type: 'sim-erp',
  name: 'order system',
  ...SHOWS['sim-erp'],
  actions: { release, hold, substitute, reschedule, note },
});

/** The simulated warehouse system: sites with their work, stock with its lots, and what goes wrong on the floor. */
export const simWms = defineSimProvider({
  type: 'sim-wms',
  name: 'warehouse system',
  ...SHOWS['sim-wms'],
  actions: { reallocate },
});

/** The simulated transport system: carrier services, shipments, outside conditions, and what goes wrong on the way. */
export const simTms = defineSimProvider({
  type: 'sim-tms',
  name: 'transport system',
  ...SHOWS['sim-tms'],
  actions: { reroute },
});

/** The simulated CRM: customers with their terms and credit, and what they send back. */
export const simCrm = defineSimProvider({
  type: 'sim-crm',
  name: 'customer system',
  ...SHOWS['sim-crm'],
  actions: { notify },
});
