import { refKey, type Entity, type EntityKind, type EntityRef } from '../domain/entity.ts';
import { toShipment } from '../domain/shipment.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { ENTITY_KINDS, ENTITY_TABLES } from './entity-tables.ts';
import { hashEntities } from './entity-hash.ts';
import { inTurn } from './in-turn.ts';
import { texts } from './parameters.ts';
import { execute, name, rows, type Database } from './sql.ts';
import type { EntityStore } from './store.ts';
import { recordset, upsert } from './upsert.ts';

/** State, one table per kind; every kind is written and read by the same few lines. */
export function createEntityStore(db: Database): EntityStore {
  return {
    load: async (refs) => {
      const found = new Map<string, Entity>();
      for (const [kind, ids] of idsByKind(refs)) {
        for (const entity of await loadKind(db, kind, ids)) found.set(refKey(entity), entity);
      }
      return found;
    },

    save: async (entities, { atOnce = false } = {}) => {
      const works = [...entitiesByKind(entities)].map(
        ([kind, byId]) =>
          () =>
            saveKind(db, kind, [...byId.values()]),
      );
      await (atOnce ? Promise.all(works.map((work) => work())) : inTurn(works));
    },

    lineRefs: async (orderIds) => {
      const lines = await rows<{ id: string }>(
        db,
        Prisma.sql`SELECT id FROM order_line WHERE order_id = ANY(${texts(orderIds)})`,
      );
      return lines.map(({ id }) => ({ kind: 'line', id }));
    },

    counts: async () => {
      const counted = ENTITY_KINDS.map(
        (kind) => Prisma.sql`SELECT ${kind} AS kind, count(*)::int AS count FROM ${name(ENTITY_TABLES[kind].table)}`,
      );
      const counts = await rows<{ kind: EntityKind; count: number }>(db, Prisma.join(counted, ' UNION ALL '));
      return Object.fromEntries(counts.map(({ kind, count }) => [kind, count])) as Record<EntityKind, number>;
    },

    hash: () => hashEntities(db),
  };
}

/** Entities of one kind by id, in no order; unknown ids are left out. One statement. */
export async function loadKind<K extends EntityKind>(
  db: Database,
  kind: K,
  ids: readonly string[],
): Promise<readonly Entity<K>[]> {
  if (ids.length === 0) return [];
  const { table } = ENTITY_TABLES[kind];
  return entitiesOf(
    kind,
    await rows<StateRow<K>>(db, Prisma.sql`SELECT id, state FROM ${name(table)} WHERE id = ANY(${texts(ids)})`),
  );
}

/** `id` and `state` as they stand in the table of a kind. */
export interface StateRow<K extends EntityKind> {
  readonly id: string;
  readonly state: Entity<K>['facets'];
}

export function entitiesOf<K extends EntityKind>(kind: K, states: readonly StateRow<K>[]): readonly Entity<K>[] {
  return states.map(({ id, state }) => ({ kind, id, facets: state }));
}

async function saveKind(db: Database, kind: EntityKind, entities: readonly Entity[]): Promise<void> {
  const { table, columns, promote } = ENTITY_TABLES[kind];
  const writable = { table, key: ['id'], columns: { id: 'text', state: 'jsonb', ...columns } };
  await Promise.all([
    upsert(
      db,
      writable,
      entities.map((entity) => ({ id: entity.id, state: entity.facets, ...promote(entity) })),
    ),
    kind === 'shipment' && saveShipmentLines(db, entities as readonly Entity<'shipment'>[]),
  ]);
}

async function saveShipmentLines(db: Database, shipments: readonly Entity<'shipment'>[]): Promise<void> {
  const links = shipments.flatMap((shipment) =>
    toShipment(shipment).lines.map(({ lineId }) => ({ shipment_id: shipment.id, line_id: lineId })),
  );
  if (links.length === 0) return;
  await execute(
    db,
    Prisma.sql`
      INSERT INTO shipment_line (shipment_id, line_id)
      SELECT shipment_id, line_id FROM ${recordset({ shipment_id: 'text', line_id: 'text' }, links)} AS link
      ON CONFLICT DO NOTHING`,
  );
}

function idsByKind(refs: readonly EntityRef[]): Map<EntityKind, string[]> {
  const ids = new Map<EntityKind, string[]>();
  for (const { kind, id } of refs) {
    const known = ids.get(kind);
    if (known) known.push(id);
    else ids.set(kind, [id]);
  }
  return ids;
}

/** The last of two with one id counts: a statement cannot replace a row twice. */
function entitiesByKind(entities: readonly Entity[]): Map<EntityKind, Map<string, Entity>> {
  const kinds = new Map<EntityKind, Map<string, Entity>>();
  for (const entity of entities) {
    const known = kinds.get(entity.kind);
    if (known) known.set(entity.id, entity);
    else kinds.set(entity.kind, new Map([[entity.id, entity]]));
  }
  return kinds;
}
