import { toCarrierService } from '../domain/master-data.ts';
import { isSiteWithin } from '../domain/row-scope.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { StateRow } from './entities.ts';
import { rows, type Database } from './sql.ts';
import type { Store } from './store.ts';
import { byIds, narrowed, viewsOf } from './views.ts';

/** The services of carriers: few, and read as a whole by who looks for another. Of cutoffs one sees those at one's sites. */
export function createCarrierServiceStore(db: Database, rowScope: RowScope): Store['carrierServices'] {
  return {
    byIds: narrowed(byIds(db, 'carrierService', toCarrierService, undefined), async (services) =>
      services.map((service) => ({
        ...service,
        cutoffs: service.cutoffs.filter(({ siteId }) => isSiteWithin(rowScope, siteId)),
      })),
    ),
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
