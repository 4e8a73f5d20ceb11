import { describe, expect, it } from 'vitest';
import type { CheckedPage } from '../../src/providers/host.ts';
import { containing } from './containing.ts';
import { line, order } from './given-records.ts';
import { openHost, openMemory, RESET } from './open-host.ts';
import { drain, shown } from './read-all.ts';
import { Shelf, shelf } from './shelf.ts';

const EARLIER = '2013-06-01T00:00:00.000Z';
const { signal } = new AbortController();

function open() {
  const source = new Shelf();
  return { source, provider: openHost([shelf({ id: 'shelf', shelf: source })]).get('shelf') };
}

describe('a read of an earlier time', () => {
  it('tells how it was, whatever is there now, and is offered for the kind', async () => {
    const { source, provider } = open();
    const was = order('SO-1', [line('1')]);
    source.past.set(EARLIER, [was]);
    source.records.push(order('SO-1', [line('1', { allocated: 5 })]), order('SO-2', [line('1')]));

    const pages = await drain(provider.readAsOf('order', EARLIER, signal));

    expect(shown(pages)).toEqual({ records: [{ record: was, location: null }], deletes: [], unreadable: [] });
    expect(provider.offers).toMatchObject([{ kind: 'order', asOf: true }]);
  });

  it('sets aside what fits no schema, as every read does', async () => {
    const { source, provider } = open();
    source.past.set(EARLIER, [{ kind: 'order', id: 'SO-1' }, order('SO-2', [line('1')])]);

    const [page]: CheckedPage[] = await drain(provider.readAsOf('order', EARLIER, signal));

    expect(page?.records.map(({ record }) => record)).toMatchObject([{ id: 'SO-2' }]);
    expect(page?.unreadable).toMatchObject([{ reason: containing('customerId'), payload: { id: 'SO-1' } }]);
  });

  it('is refused by a source that keeps no past', async () => {
    const { provider } = openMemory();

    await expect(drain(provider.readAsOf('order', EARLIER, signal))).rejects.toThrow(
      'memory as of an earlier time does not read order',
    );
    expect(provider.offers.some(({ asOf }) => asOf)).toBe(false);
  });
});

describe('the word that a page is saved', () => {
  it('is said again when the way to the source fails', async () => {
    const { source, provider } = open();
    const said: unknown[] = [];
    source.onAcknowledge = (cursor) => {
      said.push(cursor);
      if (said.length === 1) throw RESET;
    };

    await provider.acknowledge?.('order', 1);

    expect(said).toEqual([1, 1]);
  });

  it('is not expected by a source that is read again from its cursor', () => {
    expect(openMemory().provider.acknowledge).toBeNull();
  });
});
