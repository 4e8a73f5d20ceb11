import { parse, validate } from 'graphql';
import request from 'supertest';
import { afterEach, expect, test } from 'vitest';
import { buildGraphqlSchema } from '../../src/schema/build-schema.ts';
import { DEFAULT_OPERATIONS } from '../../src/server/graphiql.ts';
import { startServer, stopAll } from './running.ts';

afterEach(stopAll);

test('the operations that a newcomer finds fit the schema', async () => {
  const { schema } = await buildGraphqlSchema();

  expect(DEFAULT_OPERATIONS.flatMap((text) => validate(schema, parse(text)))).toEqual([]);
});

test('the page at / is whole: it names no other address to load from, and is sent compressed or not', async () => {
  const { url } = await startServer();

  const plain = await request(url).get('/').set('accept-encoding', 'identity');
  const gzipped = await request(url).get('/');
  const again = await request(url).get('/').set('if-none-match', String(plain.headers.etag));

  expect(plain.status).toBe(200);
  expect(gzipped.headers['content-encoding']).toBe('gzip');
  expect(gzipped.text).toBe(plain.text);
  expect(again.status).toBe(304);
  expect(plain.text).toContain('<title>Promisegraph</title>');
  expect(plain.text).toContain('"subscriptionsProtocol":"WS"');
  expect(addressesToLoad(plain.text)).toEqual([]);
  expect(String(plain.headers['content-security-policy'])).toContain("default-src 'none'");
  expect(String(plain.headers['content-security-policy'])).not.toMatch(/https?:|\*/);
});

/** Addresses in places from which a browser loads: attributes of the page itself and rules of its style sheet. */
function addressesToLoad(html: string): readonly string[] {
  const withoutScripts = html.replaceAll(/<script>[\s\S]*<\/script>/g, '');
  return [...withoutScripts.matchAll(/(?:src|href)="(?!data:)[^"]*"|url\((?!["']?data:)[^)]*\)|@import[^;]*/g)].map(
    ([found]) => found,
  );
}
