import type { Entity, Stamped } from './entity.ts';
import { provenanceOf, type Provenance } from './provenance.ts';
import type { RecordOf } from './record/record.ts';
import type { Instant } from './time.ts';

type RecordEntity = 'customer' | 'item' | 'site' | 'carrierService' | 'inventory' | 'supply';
type View<K extends RecordEntity> = Omit<RecordOf<K>, 'kind' | 'changedAt'> & { readonly provenance: Provenance };

export type Customer = View<'customer'>;
export type Item = View<'item'>;
export type Site = View<'site'>;
export type CarrierService = View<'carrierService'>;
/** Stock of one item at one site; `id` is `<item id>@<site id>`. */
export type Inventory = View<'inventory'> & { readonly id: string };
export type Supply = View<'supply'> & {
  /** When it was first to come, before any word that it comes later. */
  readonly firstExpectedAt: Instant;
};

/** Null when the source no longer has it. */
export function toCustomer(entity: Entity<'customer'>): Customer | null {
  return toView(entity);
}

export function toItem(entity: Entity<'item'>): Item | null {
  return toView(entity);
}

export function toSite(entity: Entity<'site'>): Site | null {
  return toView(entity);
}

export function toCarrierService(entity: Entity<'carrierService'>): CarrierService | null {
  return toView(entity);
}

export function toInventory(entity: Entity<'inventory'>): Inventory | null {
  const view = toView(entity);
  return view && { id: entity.id, ...view };
}

/** What is still to come, with the newest word on when. */
export function toSupply(entity: Entity<'supply'>): Supply | null {
  const view = toView(entity);
  if (!view) return null;
  const { expected, received, record } = entity.facets;
  const delayed = expected && record && expected.stamp > record.stamp ? expected.value.at : view.expectedAt;
  const receivedAt: Instant | null = received?.value.at ?? view.receivedAt;
  return { ...view, firstExpectedAt: view.expectedAt, expectedAt: delayed, receivedAt };
}

function toView<K extends RecordEntity>({ facets }: Entity<K>): View<K> | null {
  const told = bestTold(facets);
  const { record } = told ? { record: told.record } : (facets as Recorded);
  if (!record?.value) return null;
  const { kind: _kind, changedAt: _changedAt, ...view } = record.value;
  return { provenance: provenanceOf(told ?? facets), ...view } as unknown as View<K>;
}

interface Recorded {
  readonly record?: Stamped<RecordOf<RecordEntity> | null>;
}

/** What a linked source says, where it goes before what the home says; null where the home's record is the one. */
function bestTold(facets: Entity<RecordEntity>['facets']): Required<Recorded> | null {
  let best: Required<Recorded> | null = null;
  let bestRank = facets.record?.value ? 0 : Infinity;
  for (const name in facets) {
    if (!name.startsWith('told/')) continue;
    const told = (facets as Told)[name as `told/${string}`];
    if (!told?.value.record || told.value.rank >= bestRank) continue;
    bestRank = told.value.rank;
    best = { record: { stamp: told.stamp, value: told.value.record } };
  }
  return best;
}

type Told = Readonly<
  Record<`told/${string}`, Stamped<{ rank: number; record: RecordOf<RecordEntity> | null }> | undefined>
>;
