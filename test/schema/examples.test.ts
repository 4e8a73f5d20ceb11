import { parse, validate, type GraphQLSchema } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildGraphqlSchema } from '../../src/schema/build-schema.ts';
import { filesIn, read } from '../support/source-files.ts';

let schema: GraphQLSchema;

beforeAll(async () => {
  ({ schema } = await buildGraphqlSchema());
});

describe('every example query', () => {
  it.each(filesIn(['examples'], /\.graphql$/))('fits the schema: %s', (file) => {
    expect(validate(schema, parse(read(file)))).toEqual([]);
  });
});
