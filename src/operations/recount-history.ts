import { createHash } from 'node:crypto';
import type { Slice, SlicePosition } from '../domain/list.ts';
import type { Order } from '../domain/order.ts';
import { countOutcomes } from './count-outcomes.ts';
import type { Deps } from './deps.ts';
import { loadOrders } from './load-orders.ts';

const MARK = 'history-keys';
const ORDERS_PER_STEP = 2000;

/**
 * Counts every outcome anew when the settings that say what counts as one route have changed since they were last counted.
 * `definition` is those settings as text. Returns whether it did.
 */
export async function recountHistory(deps: Deps, definition: string): Promise<boolean> {
  const fingerprint = createHash('sha256').update(definition).digest('hex');
  if ((await deps.store.marks.get(MARK)) === fingerprint) return false;
  await deps.store.transaction(async (store) => {
    await store.jobs.lockApply();
    await store.outcomes.clear();
    await countAll({ ...deps, store });
    await store.marks.set(MARK, fingerprint);
  });
  return true;
}

async function countAll(deps: Deps): Promise<void> {
  let after: SlicePosition | null = null;
  for (;;) {
    const page: Slice<Order> = await deps.store.orders.page({ first: ORDERS_PER_STEP, after });
    await countOutcomes(
      deps,
      await loadOrders(
        deps,
        page.items.map(({ value }) => value.id),
      ),
    );
    if (!page.hasNext) return;
    after = page.items.at(-1)?.position ?? null;
  }
}
