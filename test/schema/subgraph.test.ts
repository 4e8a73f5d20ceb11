import {
  buildASTSchema,
  GraphQLEnumType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  parse,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildGraphqlSchema, printGraphqlSchema } from '../../src/schema/build-schema.ts';
import { read } from '../support/source-files.ts';
import { openGraph, type TestGraph } from './graph.ts';
import { fillBook } from './sample-book.ts';

describe('schema.graphql', () => {
  it('is what the source says: run `npm run schema` after a change', async () => {
    expect(read('schema.graphql')).toBe(await printGraphqlSchema());
  });
});

describe('the executable schema', () => {
  it('keeps every description and deprecation of the printed one', async () => {
    const { schema: built } = await buildGraphqlSchema();
    const printed = buildASTSchema(parse(await printGraphqlSchema()), { assumeValidSDL: true, assumeValid: true });

    expect(describedParts(built)).toEqual(describedParts(printed));
  });

  it('keeps our words behind the names of enums', async () => {
    const { schema: built } = await buildGraphqlSchema();

    expect(wordsOf(built, 'QueueKind')).toEqual({ RELEASE: 'release', BACKORDER: 'backorder' });
    expect(wordsOf(built, 'ExceptionKind')).toMatchObject({ SHORT_PICK: 'short-pick', EDI: 'edi' });
    expect(wordsOf(built, 'RecordKind')).toMatchObject({ CARRIER_SERVICE: 'carrierService' });
  });

  it('keeps what scalars do', async () => {
    const { schema: built } = await buildGraphqlSchema();
    const dateTime = built.getType('DateTime');
    if (!isScalarType(dateTime)) throw new Error('expected the scalar DateTime');

    expect(dateTime.serialize('2013-06-01T00:00:00.000Z')).toBe('2013-06-01T00:00:00.000Z');
    expect(dateTime.parseValue('2013-06-01T02:00:00+02:00')).toBe('2013-06-01T00:00:00.000Z');
    expect(() => dateTime.serialize('2013-06-01')).toThrow();
    for (const wrong of ['2013-06-01', '2013-06-01T00:00:00', '2013-13-01T00:00:00Z', '', 5, null]) {
      expect(() => dateTime.parseValue(wrong)).toThrow('expected an instant with its offset');
    }
  });
});

describe('as a subgraph', () => {
  let graph: TestGraph;

  beforeAll(async () => {
    graph = await openGraph();
    await fillBook(graph.store);
  });
  afterAll(() => graph.close());

  it('tells a gateway its text', async () => {
    const { _service } = (await graph.ask('{ _service { sdl } }')) as { _service: { sdl: string } };

    expect(_service.sdl).toContain('type Order\n  @key(fields: "id")');
    expect(_service.sdl).toContain('https://specs.apollo.dev/federation/v2.5');
  });

  it('resolves references to every entity, and unknown ones to null', async () => {
    const representations = [
      { __typename: 'Order', id: 'SO-1' },
      { __typename: 'OrderLine', id: 'SO-1/2' },
      { __typename: 'Customer', id: 'C-1' },
      { __typename: 'Item', id: 'I-1' },
      { __typename: 'Shipment', id: 'SH-1' },
      { __typename: 'Order', id: 'SO-0' },
    ];

    const data = await graph.ask(
      `query Q($representations: [_Any!]!) { _entities(representations: $representations) {
        __typename
        ... on Order { id placedAt }
        ... on OrderLine { id status }
        ... on Customer { id name }
        ... on Item { id name }
        ... on Shipment { id state: status }
      } }`,
      { representations },
    );

    expect(data._entities).toEqual([
      { __typename: 'Order', id: 'SO-1', placedAt: '2013-06-01T12:00:00.000Z' },
      { __typename: 'OrderLine', id: 'SO-1/2', status: 'OPEN' },
      { __typename: 'Customer', id: 'C-1', name: 'Customer 1' },
      { __typename: 'Item', id: 'I-1', name: 'Item 1' },
      { __typename: 'Shipment', id: 'SH-1', state: 'DEPARTED' },
      null,
    ]);
  });
});

/** Every description and deprecation of our types, by what it belongs to. */
function describedParts(schema: GraphQLSchema): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const note = (name: string, { description, deprecationReason }: Described) => {
    found[name] = `${description ?? ''}|${deprecationReason ?? ''}`;
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isFederations(type)) continue;
    note(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value);
    for (const field of fieldsOf(type)) {
      if (field.name.startsWith('_')) continue;
      note(`${type.name}.${field.name}`, field);
      for (const argument of field.args ?? []) note(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  return found;
}

function fieldsOf(type: GraphQLNamedType): readonly Part[] {
  if (isInputObjectType(type)) return Object.values(type.getFields());
  return isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
}

interface Part extends Described {
  readonly name: string;
  readonly args?: readonly Part[];
}

interface Described {
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

function isFederations(type: GraphQLNamedType): boolean {
  return type.name.startsWith('_') || type.name.includes('__') || isSpecifiedScalarType(type);
}

function wordsOf(schema: GraphQLSchema, name: string): Readonly<Record<string, unknown>> {
  const type = schema.getType(name);
  if (!(type instanceof GraphQLEnumType)) throw new Error(`expected the enum ${name}`);
  return Object.fromEntries(type.getValues().map(({ name: value, value: word }) => [value, word]));
}
