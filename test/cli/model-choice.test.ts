import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { openApp, type App } from '../../src/app.ts';
import { useModelOf } from '../../src/cli/model-choice.ts';
import { parseConfig, readEnvironment } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { dropBook } from '../../src/store/open-book.ts';
import { givenSnapshot } from '../scoring/given-snapshot.ts';

const connectionString = inject('databaseUrl');
const book = `test_${randomBytes(6).toString('hex')}`;
const input = {
  environment: readEnvironment({ DATABASE_URL: connectionString }),
  loaded: { config: parseConfig({ scoring: { model: 'gone' } }, 'test'), baseDir: '/nowhere', book, file: null },
  asOf: null,
  log: silentLog,
};
let app: App;

beforeAll(async () => {
  app = await openApp(input);
});

afterAll(async () => {
  await app.close();
  await dropBook(connectionString, book);
});

it('a configured model that is gone leaves the book to the rules, and every score says so', async () => {
  await useModelOf(app, input, { named: undefined });

  const [risk] = app.deps.judge([givenSnapshot({})]);

  expect(risk).toMatchObject({ method: 'rules', modelVersion: 'rules/1' });
  expect(risk?.methodReason).toMatch(/\/nowhere\/gone/);
});

it('one that the command line names must be there', async () => {
  await expect(useModelOf(app, input, { named: '/nowhere/else' })).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
});
