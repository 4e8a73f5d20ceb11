import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { memory, MemorySource } from '../../plugins/memory/index.ts';
import { makeApiKey } from '../../src/access/api-key.ts';
import { readEnvironment } from '../../src/config.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { AppError, isAppError } from '../../src/errors.ts';
import { createLog } from '../../src/log.ts';
import { recordDeed } from '../../src/operations/record-deed.ts';
import { createAccessWitness } from '../../src/operations/witness-access.ts';
import { checkPage } from '../../src/providers/check-page.ts';
import { createRedaction } from '../../src/providers/redaction.ts';
import { createHost } from '../../src/providers/create-host.ts';
import { createFormatError } from '../../src/schema/format-error.ts';
import type { RunningServer } from '../../src/server/create-server.ts';
import { openBook, type Book } from '../../src/store/open-book.ts';
import { startServer, stopAll, toSocketUrl } from '../server/running.ts';
import { openTestBook } from '../support/book.ts';

const KEY = makeApiKey().text;
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.Y2FuYXJ5LXNpZ25hdHVyZQ';
const WHSEC = 'whsec_Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5';
const PASSWORD = 'c4n4ry-passw0rd';
const SETTING = 'c4n4ry of a source';
const CANARIES = [KEY, KEY.slice(-20), JWT, WHSEC, PASSWORD, SETTING];

let seen = '';
const log = createLog('debug', { write: (line) => void (seen += line) });
let book: Book;
let server: RunningServer;

beforeAll(async () => {
  book = await openTestBook();
  const witness = createAccessWitness({ store: book.store, log }, { readSample: 1, random: () => 0 });
  server = await startServer({
    log,
    witness,
    development: false,
    formatError: createFormatError(log),
    authenticate: async ({ authorization, apiKey }) => {
      // As careless as an error can be: all that came is in it, and in what caused it.
      const cause = new Error(`postgresql://app:${PASSWORD}@db/x refused ${authorization} ${apiKey}`);
      if (authorization) throw new Error(`cannot check ${authorization}`, { cause });
      if (apiKey) throw new AppError('INVARIANT', `no key ${apiKey}`, { apiKey, secret: WHSEC }, { cause });
      return SYSTEM;
    },
    webhook: async () => {
      throw new AppError('PROVIDER_CONTRACT', `signed with ${WHSEC}`, { token: PASSWORD });
    },
  });
  await book.store.transaction((tx) =>
    recordDeed(
      tx,
      { viewer: { ...SYSTEM, name: KEY }, address: null, transport: 'http' },
      {
        action: 'test',
        target: { kind: 'key', id: KEY },
        before: { password: PASSWORD, url: `https://me:${PASSWORD}@partner.example`, said: [JWT] },
        after: { connectionParams: { authorization: PASSWORD }, text: `Bearer ${JWT} ${WHSEC}` },
      },
    ),
  );
  await witness.close();
});
afterAll(async () => {
  await stopAll();
  await book.close();
});

async function ask(headers: Record<string, string>, query = '{ hello }', accept = 'application/json'): Promise<void> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...headers },
    body: JSON.stringify({ query }),
  });
  seen += `${JSON.stringify([...response.headers])}${await response.text()}`;
}

it('no secret that anyone sends, configures or makes fail is in a log line, an answer, an audit entry or a message', async () => {
  for (const accept of ['application/json', 'text/event-stream']) {
    await ask({ authorization: `Bearer ${JWT}` }, undefined, accept);
    await ask({ 'x-api-key': KEY }, undefined, accept);
    await ask({ cookie: `session=${PASSWORD}` }, '{ hello }', accept);
    await ask({}, `{ nothingOfTheKind(token: "${PASSWORD}") }`, accept).catch(() => undefined);
  }
  for (const credentials of [{ authorization: `Bearer ${JWT}` }, { apiKey: KEY }, { Authorization: [PASSWORD] }])
    seen += JSON.stringify(await introduce(credentials));
  const response = await fetch(`${server.url}/webhooks/erp`, { method: 'POST', headers: { 'x-signature': WHSEC } });
  seen += await response.text();

  const failures = [
    await openBook(`postgresql://app:${PASSWORD}@127.0.0.1:1/book`, 'x', log).catch((error: unknown) => error),
    catching(() => readEnvironment({ DATABASE_URL: `mysql://app:${PASSWORD}@db/x` })),
    catching(() => readEnvironment({ NATS_URL: `http://app:${PASSWORD}@db` })),
  ];
  for (const failure of failures) {
    expect(isAppError(failure)).toBe(true);
    log.error({ err: failure }, 'could not start');
  }
  const host = createHost([memory({ id: 'erp', source: new MemorySource(), webhookSecret: SETTING })], {
    ...{ baseDir: '.', now: () => '2026-03-01T00:00:00.000Z', log },
  });
  seen += JSON.stringify(host.all.map((provider) => provider.describe()));
  // A row is kept as it came, for whoever mends it; what is said of it is logged and told, and holds no secret.
  const page = checkPage('order', unreadable(), createRedaction([SETTING]));
  expect(page.unreadable).toHaveLength(2);
  seen += JSON.stringify(page.unreadable.map(({ location, reason }) => ({ location, reason })));
  for await (const entries of book.store.audit.read()) seen += JSON.stringify(entries);

  expect(seen).toContain('[redacted]');
  expect(seen).toContain('internal error');
  for (const canary of CANARIES) expect(seen).not.toContain(canary);
});

/** What a socket answers to its first message. */
function introduce(payload: object): Promise<unknown> {
  const socket = new WebSocket(toSocketUrl(server.url), 'graphql-transport-ws');
  return new Promise((resolve) => {
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload })));
    socket.once('close', (code, reason) => resolve([code, reason.toString()]));
    socket.on('message', (data: Buffer) => {
      resolve(data.toString());
      socket.terminate();
    });
  });
}

/** A page of rows with secrets in them, that fits nothing. */
function unreadable() {
  return {
    records: [
      { record: { kind: 'order', id: KEY, customerId: [JWT], placedAt: `password=${PASSWORD}`, note: SETTING } },
    ],
    deletes: [],
    cursor: 'c',
    unreadable: [{ location: `file ${SETTING}`, reason: `cannot parse Bearer ${JWT} of ${SETTING}`, payload: {} }],
  };
}

function catching(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
