/**
 * A Vendure without shop window, e-mail and assets, in a process of its own: `node server.mjs serve` or `node server.mjs build`, which fills a new database with
 * countries, taxes, shipping and payment. Runs in the folder in which Vendure is installed.
 */
import { scryptSync } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { holdInFulfilments, holdInOrders } from './hold.mjs';
import { testDoors } from './test-doors.mjs';
import { webhookPlugin } from './webhook.mjs';

const { VENDURE_PORT = '0', VENDURE_FILE = 'vendure.sqlite', VENDURE_PASSWORD = '', VENDURE_WEBHOOK_URL } = process.env;
const require = createRequire(join(process.cwd(), 'package.json'));
const vendure = require('@vendure/core');
const doors = testDoors(vendure);

/** Quick, for a shop in which nobody is real: by default a sign-in takes half a second of computing. */
const quickHashing = {
  hash: async (text) => scryptSync(text, 'salt', 16, { N: 16 }).toString('hex'),
  check: async (text, hash) => (await quickHashing.hash(text)) === hash,
};

const config = {
  apiOptions: {
    hostname: '127.0.0.1',
    port: Number(VENDURE_PORT),
    adminApiPath: 'admin-api',
    shopApiPath: 'shop-api',
    cors: false,
    middleware: [doors.middleware],
  },
  authOptions: {
    tokenMethod: ['bearer', 'api-key'],
    superadminCredentials: { identifier: 'superadmin', password: VENDURE_PASSWORD },
    cookieOptions: { secret: VENDURE_PASSWORD },
    requireVerification: false,
    passwordHashingStrategy: quickHashing,
    adminApiKeyStrategy: new vendure.RandomBytesApiKeyStrategy({ hashingStrategy: quickHashing }),
  },
  dbConnectionOptions: { type: 'sqljs', location: VENDURE_FILE, autoSave: true, synchronize: true, logging: false },
  paymentOptions: { paymentMethodHandlers: [vendure.dummyPaymentHandler] },
  orderOptions: { process: [vendure.defaultOrderProcess, holdInOrders] },
  shippingOptions: {
    fulfillmentHandlers: [vendure.manualFulfillmentHandler],
    process: [vendure.defaultFulfillmentProcess, holdInFulfilments],
  },
  customFields: {
    Order: [
      { name: 'requestedDeliverBy', type: 'datetime', nullable: true },
      { name: 'promisedShipBy', type: 'datetime', nullable: true },
      { name: 'promisedDeliverBy', type: 'datetime', nullable: true },
      { name: 'holdKind', type: 'string', nullable: true },
      { name: 'holdReason', type: 'string', nullable: true },
      { name: 'holdReference', type: 'string', nullable: true },
      { name: 'actionKey', type: 'string', nullable: true },
    ],
  },
  logger: new vendure.DefaultLogger({ level: vendure.LogLevel.Warn, timestamp: false }),
  plugins: VENDURE_WEBHOOK_URL
    ? [webhookPlugin(vendure, { url: VENDURE_WEBHOOK_URL, secret: process.env.VENDURE_WEBHOOK_SECRET ?? '' })]
    : [],
};

/** Shipping and payment come with the codes `standard-shipping` and `standard-payment`. */
const INITIAL_DATA = {
  defaultLanguage: 'en',
  defaultZone: 'Americas',
  countries: [{ code: 'US', name: 'United States', zone: 'Americas' }],
  taxRates: [{ name: 'Standard Tax', percentage: 20 }],
  shippingMethods: [{ name: 'Standard Shipping', price: 500 }],
  paymentMethods: [
    {
      name: 'Standard Payment',
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] },
    },
  ],
  collections: [],
};

if (process.argv[2] === 'build') {
  const { populate } = require('@vendure/core/cli');
  const app = await populate(() => vendure.bootstrap(config), INITIAL_DATA);
  await app.close();
  process.exit(0);
} else {
  doors.open(await vendure.bootstrap(config));
}
console.log('ready');
