import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap, type NonEmptyArray, type PubSub, type ResolversMap } from 'type-graphql';
import { AppError } from '../errors.ts';
import type { Context } from './context.ts';
import type { Loaders } from './loaders.ts';
import { ApiKeyRefusedResolver, ApiKeyResolver } from './api-key/api-key.resolver.ts';
import { AuditResolver } from './audit/audit.resolver.ts';
import { CustomerResolver } from './customer/customer.resolver.ts';
import {
  ExceptionAssignmentResolver,
  ExceptionNotAssignedResolver,
} from './exception/exception-assignment.resolver.ts';
import { ExceptionResolver } from './exception/exception.resolver.ts';
import { InventoryResolver } from './inventory/inventory.resolver.ts';
import { ItemResolver } from './item/item.resolver.ts';
import { LinksResolver } from './links/links.resolver.ts';
import { fieldNeedsOf, type FieldNeeds } from './needs.ts';
import { MoneyResolver } from './money/money.resolver.ts';
import { OrderResolver } from './order/order.resolver.ts';
import { LineStateResolver } from './order-line/line-state.resolver.ts';
import { OrderLineResolver } from './order-line/order-line.resolver.ts';
import { CostOfDelayResolver, PriorityResolver } from './priority/priority.resolver.ts';
import { PromiseRiskResolver } from './promise-risk/promise-risk.resolver.ts';
import { ProvenanceResolver } from './provenance/provenance.resolver.ts';
import { ProviderResolver } from './provider/provider.resolver.ts';
import { PromiseRiskChangeResolver, PromiseRiskMessageResolver } from './promise-risk/promise-risk-change.resolver.ts';
import { ProviderMessageResolver } from './provider/provider-change.resolver.ts';
import { ExceptionChangeResolver, ExceptionMessageResolver } from './exception/exception-change.resolver.ts';
import { QueueChangeResolver, QueueMessageResolver, QueueStandingResolver } from './queue/queue-change.resolver.ts';
import { QueueEntryResolver } from './queue/queue-entry.resolver.ts';
import { ShipmentLineResolver, ShipmentResolver } from './shipment/shipment.resolver.ts';
import { SimulationResolver } from './simulate/simulation.resolver.ts';
import { SiteResolver } from './site/site.resolver.ts';
import { toSubgraphText } from './subgraph-text.ts';
import { SupplyResolver } from './supply/supply.resolver.ts';
import { ViewerResolver } from './viewer/viewer.resolver.ts';

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- type-graphql's own word for a class
const RESOLVERS: NonEmptyArray<Function> = [
  ApiKeyRefusedResolver,
  ApiKeyResolver,
  AuditResolver,
  CostOfDelayResolver,
  CustomerResolver,
  ExceptionChangeResolver,
  ExceptionMessageResolver,
  ExceptionAssignmentResolver,
  ExceptionNotAssignedResolver,
  ExceptionResolver,
  InventoryResolver,
  ItemResolver,
  LineStateResolver,
  LinksResolver,
  MoneyResolver,
  OrderLineResolver,
  OrderResolver,
  PriorityResolver,
  PromiseRiskResolver,
  PromiseRiskChangeResolver,
  PromiseRiskMessageResolver,
  ProvenanceResolver,
  ProviderMessageResolver,
  ProviderResolver,
  QueueChangeResolver,
  QueueEntryResolver,
  QueueMessageResolver,
  QueueStandingResolver,
  ShipmentLineResolver,
  ShipmentResolver,
  SimulationResolver,
  SiteResolver,
  SupplyResolver,
  ViewerResolver,
];

/** Types that a gateway may ask for by id (`@key(fields: "id")`), each with the loader that finds it. */
const ENTITIES = {
  Customer: 'customer',
  Item: 'item',
  Order: 'order',
  OrderLine: 'orderLine',
  Shipment: 'shipment',
} as const satisfies Record<string, keyof Loaders>;

/** Subscriptions pull from the context; type-graphql will not build any without something in this place. */
const NO_PUB_SUB: PubSub = { publish: refusePubSub, subscribe: refusePubSub };

const HEADER = '# Made from src/schema by `npm run schema`. Do not edit.';

/** A schema with all that it can answer, and what one must be allowed to ask it. */
export interface DeclaredSchema {
  readonly schema: GraphQLSchema;
  readonly needs: FieldNeeds;
}

/** The executable schema, which is also a Federation 2 subgraph. Build it once. Throws `INVARIANT` for a root field that anyone could ask. */
export async function buildGraphqlSchema(): Promise<DeclaredSchema> {
  const own = await buildOwnSchema();
  const schema = buildSubgraphSchema({
    typeDefs: parse(toSubgraphText(own)),
    resolvers: withReferences(createResolversMap(own)),
  });
  return { schema, needs: fieldNeedsOf(own) };
}

/** The subgraph as text, the same every time: what `schema.graphql` holds. */
export async function printGraphqlSchema(): Promise<string> {
  return `${HEADER}\n\n${toSubgraphText(await buildOwnSchema())}\n`;
}

function buildOwnSchema(): Promise<GraphQLSchema> {
  return buildSchema({ resolvers: RESOLVERS, validate: false, pubSub: NO_PUB_SUB });
}

/** Adds to each entity how a gateway's reference to it is resolved. */
function withReferences(resolvers: ResolversMap): ResolverMap {
  const references = Object.entries(ENTITIES).map(([type, loader]) => {
    return [type, { ...resolvers[type], __resolveReference: referenceBy(loader) }] as const;
  });
  // The two libraries describe the same map with types that do not fit each other.
  return { ...resolvers, ...Object.fromEntries(references) } as ResolverMap;
}

type ResolverMap = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { resolvers?: unknown }>['resolvers']
>;

function referenceBy(loader: (typeof ENTITIES)[keyof typeof ENTITIES]) {
  return ({ id }: { readonly id: string }, { loaders }: Context): Promise<object | null> => loaders[loader].load(id);
}

function refusePubSub(): never {
  throw new AppError('INVARIANT', 'expected a subscription that pulls from the context, came one by topic');
}
