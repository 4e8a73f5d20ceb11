import { z } from '../../../src/providers/index.ts';
import type { TrytonConfig } from '../config.ts';
import { changedAtOf, related, STAMP_FIELDS, Stamped } from '../wire.ts';
import { groupBy, idsIn, traitsOf, type TrytonKind } from './kind.ts';

const PartyRow = Stamped.extend({ code: z.string().nullable(), name: z.string().nullable() });
type PartyRow = z.output<typeof PartyRow>;

const AddressRow = Stamped.extend({ party: z.int(), 'country.': related({ code: z.string().nullable() }) });
type AddressRow = z.output<typeof AddressRow>;

/** Every party: Tryton does not keep customers and suppliers apart. */
export function customerKind({ overlapMs }: Pick<TrytonConfig, 'overlapMs'>): TrytonKind {
  return {
    traits: traitsOf('code', overlapMs),
    model: 'party.party',
    domain: [],
    beneath: [{ model: 'party.address', domain: [], fields: ['party'], belongsTo: (_, rows) => idsIn(rows, 'party') }],
    async load(client, ids, signal) {
      const [parties, addresses] = await Promise.all([
        client.select(
          { model: 'party.party', domain: [['id', 'in', ids]], fields: ['code', 'name', ...STAMP_FIELDS], signal },
          PartyRow,
        ),
        client.select(
          {
            model: 'party.address',
            domain: [['party', 'in', ids]],
            fields: ['party', 'country.code', ...STAMP_FIELDS],
            signal,
          },
          AddressRow,
        ),
      ]);
      const byParty = groupBy(addresses, ({ party }) => party);
      const records = parties.map((party) => ({
        record: toCustomer(party, byParty.get(party.id) ?? []),
        location: `party.party ${party.id}`,
      }));
      return { records, deletes: [] };
    },
    withKeys: (keys) => [['code', 'in', keys]],
    keyField: 'code',
  };
}

function toCustomer(party: PartyRow, addresses: readonly AddressRow[]): object {
  return {
    kind: 'customer',
    id: party.code,
    name: party.name ?? party.code,
    country: addresses.map((address) => address['country.']?.code).find((code) => code != null) ?? null,
    changedAt: changedAtOf([party, ...addresses]),
  };
}
