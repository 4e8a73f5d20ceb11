import { buildSchema, GraphQLObjectType, type GraphQLSchema } from 'graphql';

/** A page of 20 lines with nested edges. */
export const PAGE = `query Page {
  lines { id status quantity promisedDeliverBy
    order { id placedAt customer { id name tier } }
    item { id name inventory { onHand site { id zone } } }
    promiseRisk { late modelVersion scoredAt } } }`;

/** Twenty lines whose edges are promises, as loaders give them. */
export function linesSchema(): GraphQLSchema {
  const schema = buildSchema(`
    type Query { lines: [Line!]! }
    type Line { id: ID! status: String! quantity: Float! promisedDeliverBy: String order: Order! item: Item! promiseRisk: Risk }
    type Order { id: ID! placedAt: String! customer: Customer! }
    type Customer { id: ID! name: String! tier: String }
    type Item { id: ID! name: String! inventory: [Inventory!]! }
    type Inventory { onHand: Float! site: Site! }
    type Site { id: ID! zone: String! }
    type Risk { late: Float! modelVersion: String! scoredAt: String! }
  `);
  const at = '2026-01-01T00:00:00.000Z';
  const line = (i: number) => ({ id: `L${i}`, status: 'open', quantity: i, promisedDeliverBy: at });
  const stock = [{ onHand: 5 }, { onHand: 7 }];
  resolve(schema, 'Query', { lines: Array.from({ length: 20 }, (_, i) => line(i)) });
  resolve(schema, 'Line', {
    order: { id: 'O1', placedAt: at },
    item: { id: 'I1', name: 'bolt' },
    promiseRisk: { late: 0.2, modelVersion: 'risk/1', scoredAt: at },
  });
  resolve(schema, 'Order', { customer: { id: 'C1', name: 'Ada', tier: 'gold' } });
  resolve(schema, 'Item', { inventory: stock });
  resolve(schema, 'Inventory', { site: { id: 'S1', zone: 'UTC' } });
  return schema;
}

function resolve(schema: GraphQLSchema, typeName: string, values: Readonly<Record<string, unknown>>): void {
  const type = schema.getType(typeName);
  if (!(type instanceof GraphQLObjectType)) return;
  for (const [name, value] of Object.entries(values))
    Object.assign(type.getFields()[name] ?? {}, { resolve: async () => value });
}
