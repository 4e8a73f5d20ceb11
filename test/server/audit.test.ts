import { auditServer } from 'graphql-http';
import { afterAll, expect, test } from 'vitest';
import { startServer, stopAll } from './running.ts';

afterAll(stopAll);

test.each([
  ['development', true],
  ['production', false],
])('in %s settings the server does all that GraphQL over HTTP asks', async (_, development) => {
  const { url } = await startServer({ development });

  // A client that reads from another origin sends this header, as Apollo’s clients do.
  const results = await auditServer({
    url: `${url}/graphql`,
    fetchFn: (input: string, init: RequestInit = {}) =>
      fetch(input, { ...init, headers: { ...Object(init.headers), 'apollo-require-preflight': '1' } }),
  });

  expect(results).toHaveLength(61);
  expect(
    results.filter(({ status }) => status !== 'ok').map((result) => [result.name, 'reason' in result && result.reason]),
  ).toEqual([]);
});
