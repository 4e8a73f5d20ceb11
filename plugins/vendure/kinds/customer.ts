import { z } from '../../../src/providers/index.ts';
import { Id, Time } from '../wire.ts';
import { defineKind } from './kind.ts';

/** No address and no e-mail: they are not needed. */
const CustomerRow = z.object({ id: Id, updatedAt: Time, firstName: z.string(), lastName: z.string() });

export const customerKind = defineKind<z.output<typeof CustomerRow>>({
  keyField: 'id',
  list: ['customers', 'CustomerListOptions'],
  filter: {},
  filterBy: (keys) => ({ id: { in: keys } }),
  fields: () => 'firstName lastName',
  row: CustomerRow,
  toRecords: ({ id, updatedAt, firstName, lastName }) => [
    {
      key: id,
      record: { kind: 'customer', id, name: `${firstName} ${lastName}`.trim().slice(0, 300), changedAt: updatedAt },
    },
  ],
});
