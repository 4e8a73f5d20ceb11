import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { buildGraphqlSchema } from '../../src/schema/build-schema.ts';
import { DEFAULT_OPERATIONS } from '../../src/server/graphiql.ts';

test('the operations that a newcomer finds fit the schema', async () => {
  const schema = await buildGraphqlSchema();

  expect(DEFAULT_OPERATIONS.flatMap((text) => validate(schema, parse(text)))).toEqual([]);
});
