import { readProvider } from '../../src/operations/read-provider.ts';
import { sweepProvider } from '../../src/operations/sweep-provider.ts';
import { openHost } from '../providers/open-host.ts';
import { Shelf, shelf } from '../providers/shelf.ts';
import { openMemoryBook } from './memory-book.ts';

const { signal } = new AbortController();

/** An empty book with a shelf as its only source; closed when the test is over. */
export async function openShelfBook() {
  const source = new Shelf();
  const providers = openHost([shelf({ id: 'shelf', shelf: source })]);
  const { deps: given } = await openMemoryBook([]);
  const deps = { ...given, providers };
  const provider = providers.get('shelf');
  return {
    deps,
    source,
    read: () => readProvider(deps, provider, { signal }),
    sweep: () => sweepProvider(deps, provider, signal),
    /** What waits in the inbox, by type and subject. */
    told: async () => (await deps.store.inbox.pending(100)).map(({ type, subject }) => `${type} ${subject}`),
  };
}
