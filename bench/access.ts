/**
 * What authenticating a key and computing a budget add to a request: processor time per operation in a loop, and how many requests a second
 * the server answers with and without them, in turns, under the same load from another thread.
 *
 *     node --import @swc-node/register/esm-register bench/access.ts
 */
import { loadavg } from 'node:os';
import { randomBytes } from 'node:crypto';
import { parse } from 'graphql';
import { getComplexity, simpleEstimator } from 'graphql-query-complexity';
import { makeApiKey } from '../src/access/api-key.ts';
import { createMemoryBuckets } from '../src/access/budget.ts';
import { BudgetSettings } from '../src/access/budget-settings.ts';
import { createBudgets } from '../src/access/budgets.ts';
import { createAccess } from '../src/access/create-access.ts';
import type { Credentials } from '../src/access/credentials.ts';
import { createKeyHash } from '../src/access/key-hash.ts';
import type { ApiKey } from '../src/domain/api-key.ts';
import { toInstant } from '../src/domain/time.ts';
import { SYSTEM } from '../src/domain/viewer.ts';
import { silentLog } from '../src/log.ts';
import { createAdmission } from '../src/server/admission.ts';
import { createServer, type ServerOptions } from '../src/server/create-server.ts';
import { linesSchema, PAGE } from './lines-schema.ts';
import { rateOf } from './rate-of.ts';

const OPERATIONS = 20_000;
/** Many short turns: what else the machine does then weighs on both alike. */
const ROUNDS = 20;
const SECONDS = 0.5;

const SITE = { site: { id: 'S1', zone: 'UTC' }, onHand: 5 };
const LINE = {
  ...{ id: 'L1', status: 'open', quantity: 1, promisedDeliverBy: null },
  order: { id: 'O1', placedAt: '', customer: { id: 'C1', name: 'Ada', tier: 'gold' } },
  item: { id: 'I1', name: 'bolt', inventory: [SITE, SITE] },
  promiseRisk: { late: 0.2, modelVersion: 'risk/1', scoredAt: '' },
};

const schema = linesSchema();
const { id, text } = makeApiKey();
const authorization = `Bearer ${text}`;
const access = await oneKeyAccess();
const allowance = { points: 1e12, restorePerSecond: 1e9 };
const settings = BudgetSettings.parse({ ...allowance, partner: allowance });
const budgets = createBudgets(
  settings,
  createMemoryBuckets(() => performance.now()),
);

console.log(
  `load of the machine: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
);
await measureLoop();
await measureServer();
await access.close();

/** One operation after the other, without a network. */
async function measureLoop(): Promise<void> {
  const data = { lines: Array.from({ length: 20 }, () => LINE) };
  const { admit, execute } = createAdmission(
    budgets,
    async () => ({ data }),
    async () => ({ data }),
  );
  const document = parse(PAGE);
  const credentials: Credentials = { authorization, apiKey: null, origin: null, address: '127.0.0.1', isLocal: true };
  const both = async (): Promise<void> => {
    const viewer = await access.authenticate(credentials);
    const args = { schema, document, contextValue: { viewer } };
    await admit(args, viewer);
    await execute(args);
  };
  const estimators = [simpleEstimator({ defaultComplexity: 1 })];
  console.log(`authenticating a key: ${await microsecondsOf(() => access.authenticate(credentials))} µs`);
  console.log(`authenticating a key, computing, paying and settling a budget: ${await microsecondsOf(both)} µs`);
  console.log(
    `graphql-query-complexity, for the cost alone: ${await microsecondsOf(async () => getComplexity({ schema, query: document, estimators }))} µs`,
  );
}

/** Processor time of one call, the median of the rounds. */
async function microsecondsOf(work: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let i = 0; i < OPERATIONS / ROUNDS; i += 1) await work();
    const { user, system } = process.cpuUsage(before);
    if (round > 0) times.push((user + system) / (OPERATIONS / ROUNDS)); // the first warms up
  }
  return median(times).toFixed(1);
}

async function measureServer(): Promise<void> {
  const without = await startServer({ authenticate: async () => SYSTEM });
  const secured = await startServer({ authenticate: access.authenticate, budgets });
  const added: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [plain, safe] = [await rateOf(loadOn(without.url)), await rateOf(loadOn(secured.url))];
    if (round === 0) continue;
    ratios.push(safe / plain);
    added.push(1e6 / safe - 1e6 / plain);
    console.log(`round ${round}: without ${plain.toFixed(0)}/s, with ${safe.toFixed(0)}/s`);
  }
  console.log(
    `median of ${ROUNDS} rounds: ${median(ratios).toFixed(3)} of the rate, ${median(added).toFixed(0)} µs a request more`,
  );
  await Promise.all([without.close(), secured.close()]);
}

function startServer(options: Pick<ServerOptions, 'authenticate' | 'budgets'>) {
  return createServer({
    schemaFor: () => schema,
    createContext: (caller) => caller,
    formatError: (formatted) => formatted,
    ready: async () => ({ ok: true, checks: {} }),
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    development: false,
    ...options,
  });
}

function loadOn(url: string) {
  const body = JSON.stringify({ query: PAGE });
  return { url: `${url}/graphql`, body, authorization, connections: 16, seconds: SECONDS };
}

/** A partner's key, which is all that there is. */
function oneKeyAccess() {
  const hash = createKeyHash([randomBytes(32)]);
  const key: ApiKey = {
    ...{ id, label: 'bench', hash: hash.of(text), createdAt: toInstant(new Date()), createdBy: 'system' },
    grants: ['orders:read'],
    rows: { kind: 'partner', partner: 'acme', customerIds: ['C1'], siteIds: null, channels: null },
    ...{
      allowedOrigins: null,
      allowedAddresses: null,
      expiresAt: null,
      revokedAt: null,
      lastUsedAt: null,
      successorId: null,
    },
  };
  return createAccess({
    keys: {
      byIds: async () => new Map([[id, key]]),
      origins: async () => [],
      touch: async () => undefined,
      onChange: async () => async () => undefined,
    },
    ...{ hash, issuers: [], anonymous: () => null, keyCacheSeconds: 60, clockToleranceSeconds: 0 },
    now: () => toInstant(new Date()),
    log: silentLog,
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
