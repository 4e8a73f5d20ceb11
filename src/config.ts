import { z } from 'zod';
import { isNetwork } from './access/addresses.ts';
import { PEPPER_HELP, parsePeppers } from './access/pepper.ts';
import { BudgetSettings } from './access/budget-settings.ts';
import { AccessSettings } from './access/settings.ts';
import { AppError } from './errors.ts';
import { EventSenders } from './domain/event-sender.ts';
import { LinkSettings } from './domain/link/link-settings.ts';
import { Currency } from './domain/money.ts';
import { CostSettings } from './domain/priority/cost-settings.ts';
import { Zone, type Clock } from './domain/time.ts';
import { WebhookTarget } from './domain/webhook.ts';
import type { ConfiguredProvider } from './providers/define-provider.ts';
import { ScoringSettings } from './scoring/settings.ts';

/** The process's surroundings. Every variable that the platform reads is in this list. */
const Environment = z.object({
  PORT: z.coerce.number('expected a port from 0 to 65535').int().min(0).max(65535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'expected postgresql://user@host:port/database, with a password where one is needed',
    })
    .optional(),
  NATS_URL: z.url({ protocol: /^(nats|tls)$/, error: 'expected nats://host:port' }).optional(),
  DATA_DIR: z.string().min(1).default('.promisegraph'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PROMISEGRAPH_KEY_PEPPER: z.string().refine(arePeppers, PEPPER_HELP).optional(),
});
export type Environment = z.output<typeof Environment>;

/** Variables whose value is never repeated in an error. */
const SECRET_VARIABLES = new Set(['DATABASE_URL', 'NATS_URL', 'PROMISEGRAPH_KEY_PEPPER']);

/** Reads the environment. Throws `CONFIG_INVALID` with one line that names the variable, what was expected and what came. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0]);
  const came = SECRET_VARIABLES.has(name) ? 'something else' : JSON.stringify(given[name]);
  throw new AppError(
    'CONFIG_INVALID',
    `${name}: ${issue?.message.replace(/^Invalid \w+: /, '') ?? 'wrong value'}, came ${came}`,
    { variable: name },
  );
}

/** An origin as a browser writes it: no path, no slash at the end. */
const Origin = z
  .url({ protocol: /^https?$/, error: 'expected an origin, such as https://portal.example' })
  .refine(
    (text) => URL.canParse(text) && new URL(text).origin === text,
    'expected an origin without a path, such as https://portal.example',
  );

const Settings = z.strictObject({
  /** The currency in which values are compared and priorities are told. */
  currency: Currency.default('USD'),
  /** The zone of dates that belong to no site, such as the one given to `--as-of`. */
  zone: Zone.default('UTC'),
  providers: z
    .array(z.custom<ConfiguredProvider>(isConfiguredProvider, 'expected a provider, such as csv({ id: "book", … })'))
    .default([]),
  /** Which ids of which sources mean the same thing. */
  links: LinkSettings.prefault({}),
  /** Tells the time of the live book; without one it is the wall clock. A simulated distributor has a clock of its own. */
  clock: z.custom<Clock>(isFunction, 'expected a clock, such as that of simulatedDistributor({ … })').optional(),
  scoring: ScoringSettings.prefault({}),
  /** What priorities are counted with. */
  costs: CostSettings.prefault({}),
  /** Seconds between two scorings of the whole open book: time passing changes risk too. */
  rescoreEverySeconds: z.int().min(1).default(60),
  /** How much of the change feed is kept: a subscriber can come back without a gap for as long. */
  feed: z
    .strictObject({
      keepDays: z.number().min(0).default(7),
      keepEntries: z.int().min(1).default(2_000_000),
      compactAfterHours: z.number().min(0).default(24),
    })
    .prefault({}),
  /** Partners' addresses that are told of changes. */
  webhooks: z.array(WebhookTarget).default([]),
  /** Systems that may post events to `/events`. */
  eventSenders: EventSenders,
  /** Share of partners' reads that the audit log takes down, 0 to 1. What is changed is always in it. */
  audit: z.strictObject({ readSample: z.number().min(0).max(1).default(0.01) }).prefault({}),
  /** Who may come in, and how. */
  access: AccessSettings.prefault({}),
  /** What callers may spend. */
  budgets: BudgetSettings,
  /** Documents that an operator trusts. */
  documents: z
    .strictObject({
      /** Kinds of callers who may ask trusted documents alone, such as `user` for a frontend in production. */
      trustedOnlyFor: z.array(z.enum(['key', 'user', 'anonymous'])).default([]),
    })
    .prefault({}),
  /** Pages of other origins that may call, such as `https://portal.example`; over every transport. */
  cors: z.strictObject({ origins: z.array(Origin).default([]) }).prefault({}),
  /** Addresses and networks of reverse proxies, such as `10.0.0.0/8`: of what comes through them, the client's address is the one that they tell. */
  trustProxy: z.array(z.string().refine(isNetwork, 'expected an address or a network, such as 10.0.0.0/8')).default([]),
  /** Milliseconds that the database may take over one statement of a caller. */
  statementTimeoutMs: z.int().min(100).default(30_000),
});

/** What a configuration file says, parsed, with every default in place. */
export type Config = z.output<typeof Settings>;

/** Declares a configuration: the default export of `promisegraph.config.ts`. */
export function defineConfig(config: z.input<typeof Settings>): z.input<typeof Settings> {
  return config;
}

/** Parses what a configuration file exports. Throws `CONFIG_INVALID` naming the path, what was expected and what came. */
export function parseConfig(exported: unknown, file: string): Config {
  const parsed = Settings.safeParse(exported);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('CONFIG_INVALID', `${file}: ${issue?.path.join('.') || 'the default export'}: ${issue?.message}`, {
    file,
  });
}

/** An environment variable, for configuration files. Throws `CONFIG_INVALID` when it is not set and has no fallback. */
export function env(name: string, fallback?: string): string {
  const value = process.env[name] || fallback;
  if (value === undefined)
    throw new AppError('CONFIG_INVALID', `${name}: expected this environment variable to be set, came nothing`, {
      variable: name,
    });
  return value;
}

function arePeppers(text: string): boolean {
  try {
    return parsePeppers(text).length > 0;
  } catch {
    return false;
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isConfiguredProvider(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'definition' in value && 'settings' in value;
}
