import { messageOf } from '../../../src/errors.ts';

/** What a person at a Tryton client would do: calls of its JSON-RPC, signed in as one user. */
export interface Rpc {
  readonly version: () => Promise<string>;
  /** `call('sale.sale', 'quote', [[1]])`; `context` goes over the user's own. */
  readonly call: (model: string, method: string, params?: readonly unknown[], context?: object) => Promise<unknown>;
  /** Runs a method of a wizard, such as `create`. */
  readonly wizard: (wizard: string, method: string, params?: readonly unknown[]) => Promise<unknown>;
  /** Ids of new records. */
  readonly create: (model: string, values: readonly object[]) => Promise<readonly number[]>;
  readonly search: (model: string, domain: readonly unknown[]) => Promise<readonly number[]>;
  readonly read: (model: string, ids: readonly number[], fields: readonly string[]) => Promise<readonly Row[]>;
  /** Forgets who is signed in, so that the next call signs in again. */
  readonly signOut: () => void;
}

/** A record as Tryton sends it: dates and decimals are objects with `__class__`. */
export type Row = Readonly<Record<string, unknown>>;

export interface Login {
  readonly database: string;
  readonly username: string;
  readonly password: string;
}

interface Session {
  readonly authorization: string;
  readonly context: object;
}

export function createRpc(url: string, { database, username, password }: Login): Rpc {
  let session: Promise<Session> | null = null;

  async function post(
    path: string,
    method: string,
    params: readonly unknown[],
    authorization?: string,
  ): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      body: JSON.stringify({ id: 1, method, params }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method}: ${response.status} ${text.slice(0, 300)}`);
    const { result, error } = JSON.parse(text) as { result?: unknown; error?: unknown };
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error).slice(0, 1_000)}`);
    return result;
  }

  async function signIn(): Promise<Session> {
    const answer = await post(`/${database}/`, 'common.db.login', [username, { password }]);
    const [userId, key] = answer as [number, string];
    const authorization = `Session ${Buffer.from(`${username}:${userId}:${key}`).toString('base64')}`;
    const context = await post(`/${database}/`, 'model.res.user.get_preferences', [true, {}], authorization);
    return { authorization, context: context as object };
  }

  /** Some methods ask for a session of a moment ago, and a test may have ended ours: then signs in anew, once. */
  async function ask(method: string, params: readonly unknown[], context: object = {}): Promise<unknown> {
    for (let isSecond = false; ; isSecond = true) {
      session ??= signIn();
      const signedIn = await session;
      const all = [...params, { ...signedIn.context, ...context }];
      try {
        return await post(`/${database}/`, method, all, signedIn.authorization);
      } catch (error) {
        if (isSecond || !messageOf(error).startsWith(`${method}: 401`)) throw error;
        session = null;
      }
    }
  }

  const call: Rpc['call'] = (model, method, params = [], context) => ask(`model.${model}.${method}`, params, context);
  return {
    version: async () => String(await post('/', 'common.server.version', [])),
    call,
    wizard: (wizard, method, params = []) => ask(`wizard.${wizard}.${method}`, params),
    create: async (model, values) => (await call(model, 'create', [values])) as number[],
    search: async (model, domain) => (await call(model, 'search', [domain, 0, null, [['id', 'ASC']]])) as number[],
    read: async (model, ids, fields) => (await call(model, 'read', [ids, fields])) as Row[],
    signOut: () => {
      session = null;
    },
  };
}

/** A date as Tryton takes it: that of a text such as `2026-12-24`, or so many days from today. */
export function date(given: string | number): object {
  const text = typeof given === 'string' ? given : new Date(Date.now() + given * 86_400_000).toISOString().slice(0, 10);
  const [year, month, day] = text.split('-').map(Number);
  return { __class__: 'date', year, month, day };
}

export function decimal(value: number | string): object {
  return { __class__: 'Decimal', decimal: String(value) };
}
