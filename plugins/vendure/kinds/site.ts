import { z } from '../../../src/providers/index.ts';
import { locationIdOf, siteIdOf } from '../sites.ts';
import { Id, Time } from '../wire.ts';
import { defineKind } from './kind.ts';

const LocationRow = z.object({ id: Id, updatedAt: Time, name: z.string() });

/** Stock locations. */
export const siteKind = defineKind<z.output<typeof LocationRow>>({
  keyField: 'id',
  list: ['stockLocations', 'StockLocationListOptions'],
  filter: {},
  filterBy: (keys, config) => ({ id: { in: keys.map((key) => locationIdOf(config, key)) } }),
  fields: () => 'name',
  row: LocationRow,
  toRecords: ({ id, updatedAt, name }, config) => {
    const siteId = siteIdOf(config, id);
    const zone = config.sites[id]?.zone ?? config.zone;
    return [
      { key: siteId, record: { kind: 'site', id: siteId, name: name.slice(0, 300), zone, changedAt: updatedAt } },
    ];
  },
});
