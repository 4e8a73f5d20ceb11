import { toCarrierService } from '../domain/master-data.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { StateRow } from './entities.ts';
import { rows, type Database } from './sql.ts';
import type { Store } from './store.ts';
import { byIds, viewsOf } from './views.ts';

/** The services of carriers: few, and read as a whole by who looks for another. */
export function createCarrierServiceStore(db: Database): Store['carrierServices'] {
  return {
    byIds: byIds(db, 'carrierService', toCarrierService),
    all: async () => {
      const states = await rows<StateRow<'carrierService'>>(
        db,
        Prisma.sql`SELECT id, state FROM carrier_service ORDER BY id LIMIT ${MOST}`,
      );
      return viewsOf('carrierService', states, toCarrierService);
    },
  };
}

const MOST = 1000;
