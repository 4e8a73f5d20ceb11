import { isAppError, ProviderError, z, type ConnectContext, type HttpReply } from '../../src/providers/index.ts';
import { controlOf, type Entity } from './cell.ts';
import type { OdataConfig } from './config.ts';
import type { Model } from './csdl/model.ts';
import { readModel } from './csdl/read-model.ts';
import { createCredentials } from './sign-in.ts';

/** Rows of a collection, as one answer brings them. */
export interface Rows {
  readonly rows: readonly Entity[];
  /** Where the rest is; null when this is all. */
  readonly next: string | null;
  /** The service's clock; null when it does not say. */
  readonly servedAt: string | null;
}

export interface Write {
  readonly method: 'PATCH' | 'POST';
  readonly path: string;
  readonly json: object;
  /** The ETag that the row must still have; null: none is sent. */
  readonly ifMatch?: string | null;
}

/** One service, by what it can be asked. Paths are beneath its root; it goes to no other origin. */
export interface Service {
  /** What the service says of itself; asked for once. */
  readonly model: (signal: AbortSignal) => Promise<Model>;
  /** Rows at a path, or at a link that the service gave. */
  readonly rows: (
    pathOrLink: string,
    options: { readonly signal: AbortSignal; readonly pageRows?: number },
  ) => Promise<Rows>;
  /** Rows at several paths by one request; null for a path that did not answer rows. Throws `rejected` where there are no such requests. */
  readonly batch: (paths: readonly string[], signal: AbortSignal) => Promise<readonly (Rows | null)[]>;
  readonly one: (path: string, signal: AbortSignal) => Promise<{ readonly row: Entity; readonly etag: string | null }>;
  /** Throws `rejected` also for 403: a right that is missing for one row is no end of our session. */
  readonly write: (write: Write, signal: AbortSignal) => Promise<void>;
}

/** As UI5 asks: texts for numbers that JSON's own would cut. */
const JSON_ROWS = 'application/json;odata.metadata=minimal;IEEE754Compatible=true';

const Row = z.custom<Entity>((value) => typeof value === 'object' && value !== null, 'expected an object');
const Collection = z.looseObject({ value: z.array(Row) });
const Batch = z.object({
  responses: z.array(z.object({ id: z.string(), status: z.int(), body: z.unknown().optional() })),
});

/** Reaches nobody yet. */
export function createService(config: OdataConfig, context: Pick<ConnectContext, 'http' | 'now'>): Service {
  const root = `${config.url.replace(/\/+$/, '')}/`;
  const credentials = createCredentials(config.signIn, context);
  const http = context.http({
    baseUrl: root,
    headers: { ...config.headers, 'odata-version': '4.0', 'odata-maxversion': '4.0' },
  });
  let model: Promise<Model> | null = null;

  async function get(path: string, accept: string, signal: AbortSignal, prefer?: string): Promise<HttpReply> {
    const headers = { accept, ...(prefer === undefined ? {} : { prefer }), ...(await credentials(signal)) };
    return http.request(path, { headers, signal });
  }

  async function readMetadata(signal: AbortSignal): Promise<Model> {
    const reply = await get('$metadata', 'application/json, application/xml;q=0.9', signal);
    return readModel(reply.text());
  }

  /** A link of the service's as a whole URL. Throws `config` for one that leads elsewhere: our credentials go with it. */
  function resolve(pathOrLink: string): string {
    const url = new URL(pathOrLink, root);
    if (url.origin === new URL(root).origin) return url.href;
    throw new ProviderError(
      'config',
      `expected a next link within ${new URL(root).origin}, came one to ${url.origin}: give the URL by which the service knows itself`,
    );
  }

  function rowsIn(collection: z.output<typeof Collection>, servedAt: string | null): Rows {
    return { rows: collection.value, next: controlOf(collection, 'nextLink'), servedAt };
  }

  /** What SAP Gateway wants to see again with a write: its token, and the cookies of the session that it belongs to. */
  async function csrf(signal: AbortSignal): Promise<Readonly<Record<string, string>>> {
    if (!config.csrf) return {};
    const headers = { accept: 'application/json', 'x-csrf-token': 'Fetch', ...(await credentials(signal)) };
    const reply = await http.request('/', { headers, signal });
    const token = reply.headers.get('x-csrf-token');
    if (token === null)
      throw new ProviderError('config', 'expected a token in x-csrf-token, came none: leave `csrf` out');
    const cookies = reply.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    return { 'x-csrf-token': token, ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}) };
  }

  async function send(
    { method, path, json, ifMatch = null }: Write,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<HttpReply> {
    const own = {
      ...{ accept: JSON_ROWS, ...headers, ...(await csrf(signal)), ...(await credentials(signal)) },
      ...(ifMatch === null ? {} : { 'if-match': ifMatch }),
    };
    return http.request(path, { method, json, headers: own, signal }).catch((error: unknown) => {
      throw isAppError(error) && error.details.status === 403
        ? new ProviderError('rejected', error.message, { status: 403 }, { cause: error })
        : error;
    });
  }

  return {
    model: async (signal) => {
      model ??= readMetadata(signal).catch((error: unknown) => {
        model = null;
        throw error;
      });
      return model;
    },
    rows: async (pathOrLink, { signal, pageRows }) => {
      const prefer = pageRows === undefined ? undefined : `odata.maxpagesize=${pageRows}`;
      const reply = await get(resolve(pathOrLink), JSON_ROWS, signal, prefer);
      return rowsIn(reply.json(Collection), reply.headers.get('date'));
    },
    batch: async (paths, signal) => {
      const requests = paths.map((url, id) => ({ id: String(id), method: 'GET', url, headers: { accept: JSON_ROWS } }));
      const reply = await send({ method: 'POST', path: '$batch', json: { requests } }, {}, signal);
      const bodies = new Map(
        reply.json(Batch).responses.map(({ id, status, body }) => [id, status === 200 ? body : undefined]),
      );
      return paths.map((_, id) => {
        const { success, data } = Collection.safeParse(bodies.get(String(id)));
        return success ? rowsIn(data, null) : null;
      });
    },
    one: async (path, signal) => {
      const reply = await get(path, JSON_ROWS, signal);
      const row = reply.json(Row);
      return { row, etag: reply.headers.get('etag') ?? controlOf(row, 'etag') };
    },
    write: async (write, signal) => {
      await send(write, { prefer: 'return=minimal' }, signal);
    },
  };
}
