import { ProviderError, z, type ConnectContext } from '../../src/providers/index.ts';
import type { TrytonConfig } from './config.ts';
import { failureOf, RpcFailure } from './failure.ts';

/** A condition on rows, in Tryton's own words: `[['state', '=', 'done']]`. */
export type Domain = readonly unknown[];

/** Rows that are asked for. */
export interface Query {
  readonly model: string;
  readonly domain: Domain;
  readonly fields: readonly string[];
  readonly order?: readonly (readonly [string, string])[];
  readonly limit?: number;
  /** Over that of the user, such as `locations` for stock. */
  readonly context?: object;
  readonly signal: AbortSignal;
}

/** A method of a model. */
export interface Call {
  readonly model: string;
  readonly method: string;
  readonly params: readonly unknown[];
  readonly context?: object;
  readonly signal: AbortSignal;
}

/** Tryton's JSON-RPC as a few verbs; the only file that knows its paths. Signs in with the first call that needs it. */
export interface TrytonClient {
  readonly settings: Pick<TrytonConfig, 'zone' | 'pageSize' | 'database'>;
  readonly version: (signal: AbortSignal) => Promise<string>;
  /** What Tryton's own clock said with its last answer, to the second, as an instant; null when it does not say. */
  readonly clock: () => string | null;
  /** Rows that are there and that the user may see; one that is gone fails none of the others, as `read` would. */
  readonly select: <T>(query: Query, row: z.ZodType<T>) => Promise<readonly T[]>;
  readonly count: (query: Pick<Query, 'model' | 'domain' | 'signal'>) => Promise<number>;
  readonly call: (call: Call) => Promise<unknown>;
  /** The currency of the company for which the user works. */
  readonly currency: (signal: AbortSignal) => Promise<string>;
}

interface Session {
  readonly authorization: string;
  readonly context: object;
  readonly company: number;
}

interface Request {
  readonly path: string;
  readonly method: string;
  readonly params: readonly unknown[];
  readonly signal: AbortSignal;
  readonly authorization?: string;
}

const SignedIn = z.tuple([z.int(), z.string()]);
const Preferences = z.looseObject({ company: z.int().nullish() });
const CompanyRow = z.object({ 'currency.': z.object({ code: z.string() }) });
const Reply = z.union([z.object({ error: RpcFailure }), z.object({ result: z.unknown() })]);

/** Does not reach Tryton yet. */
export function createClient(config: TrytonConfig, { http }: Pick<ConnectContext, 'http'>): TrytonClient {
  const { url, database, username, password, zone, pageSize } = config;
  const tryton = http({ baseUrl: url });
  let session: Promise<Session> | null = null;
  let companyCurrency: string | null = null;
  let lastAnswerAt: string | null = null;

  async function ask({ path, method, params, signal, authorization }: Request): Promise<unknown> {
    const reply = await tryton.request(path, {
      signal,
      json: { id: 1, method, params },
      ...(authorization ? { headers: { authorization } } : {}),
      answers: [404],
    });
    if (reply.status === 404) throw noDatabase(database);
    const answer = reply.json(Reply);
    if ('error' in answer) throw failureOf(method, answer.error);
    lastAnswerAt = timeOf(reply.headers.get('date'));
    return answer.result;
  }

  async function signIn(signal: AbortSignal): Promise<Session> {
    const path = `/${database}/`;
    const login = { path, method: 'common.db.login', params: [username, { password }], signal };
    const [userId, key] = fitting(SignedIn, await ask(login), login.method);
    const authorization = `Session ${Buffer.from(`${username}:${userId}:${key}`).toString('base64')}`;
    const preferences = { path, method: 'model.res.user.get_preferences', params: [true, {}], signal, authorization };
    const context = fitting(Preferences, await ask(preferences), preferences.method);
    if (context.company == null) throw noCompany(username);
    return { authorization, context, company: context.company };
  }

  /** One sign-in for all who wait; one that failed is not kept. */
  async function signedIn(signal: AbortSignal): Promise<Session> {
    session ??= signIn(signal).catch((error: unknown) => {
      session = null;
      throw error;
    });
    return session;
  }

  async function call({ model, method, params, context = {}, signal }: Call): Promise<unknown> {
    const { authorization, context: own } = await signedIn(signal);
    const withContext = [...params, { ...own, ...context }];
    return ask({
      path: `/${database}/`,
      method: `model.${model}.${method}`,
      params: withContext,
      signal,
      authorization,
    });
  }

  const select: TrytonClient['select'] = async (query, row) => {
    const { model, domain, fields, order = [['id', 'ASC']], limit = null, context = {}, signal } = query;
    const params = [domain, 0, limit, order, fields];
    return fitting(
      z.array(row),
      await call({ model, method: 'search_read', params, context, signal }),
      `rows of ${model}`,
    );
  };

  async function currency(signal: AbortSignal): Promise<string> {
    const { company } = await signedIn(signal);
    const domain = [['id', '=', company]];
    const [row] = await select({ model: 'company.company', domain, fields: ['currency.code'], signal }, CompanyRow);
    if (!row) throw noCompany(username);
    return row['currency.'].code;
  }

  return {
    settings: { zone, pageSize, database },
    call,
    select,
    version: async (signal) => {
      const request = { path: '/', method: 'common.server.version', params: [], signal };
      return fitting(z.string(), await ask(request), request.method);
    },
    clock: () => lastAnswerAt,
    count: async ({ model, domain, signal }) =>
      fitting(z.int(), await call({ model, method: 'search_count', params: [domain], signal }), 'search_count'),
    currency: async (signal) => (companyCurrency ??= await currency(signal)),
  };
}

function noDatabase(database: string): ProviderError {
  return new ProviderError(
    'config',
    `expected a database ${JSON.stringify(database)}, Tryton has none: correct \`database\``,
  );
}

function noCompany(username: string): ProviderError {
  return new ProviderError(
    'config',
    `expected a user who works for a company, ${username} does not: set one in Tryton`,
  );
}

/** An HTTP date as an instant; null for none. */
function timeOf(header: string | null): string | null {
  const ms = Date.parse(header ?? '');
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** Parses what came. Throws `bug` with the first place that does not fit. */
export function fitting<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ProviderError('bug', `${what}: ${problemOf(parsed.error)}`);
}

/** The first place that does not fit, without the value: `lines.0.quantity: expected number, received string`. */
function problemOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  const message = (issue?.message ?? 'does not fit').replace(/^Invalid input: /, '');
  return `${path ? `${path}: ` : ''}${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
