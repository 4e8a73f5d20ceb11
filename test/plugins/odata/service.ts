import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { odata } from '../../../plugins/odata/index.ts';
import { silentLog } from '../../../src/log.ts';
import { createHost } from '../../../src/providers/create-host.ts';
import type { CheckedPage, HostedProvider } from '../../../src/providers/host.ts';
import { keyOf, type Cursor, type RecordKind } from '../../../src/providers/index.ts';

/** A request as the service got it, its query decoded. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly headers: IncomingHttpHeaders;
  readonly json: unknown;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
  /** Takes the answer into its own hands. */
  readonly raw?: (response: ServerResponse) => void;
}

/** A stand-in for a service: it describes itself as SAP CAP 9.9.3 did (`recorded/`), and answers what the test says. */
export interface Service {
  readonly origin: string;
  readonly url: string;
  /** All requests since the last `answer`, without those for `$metadata`. */
  readonly asked: Asked[];
  /** What it answers from now on. */
  readonly answer: (answer: (asked: Asked) => Answer) => void;
  readonly open: (settings?: object) => HostedProvider;
  readonly close: () => Promise<void>;
}

const ROOT = '/odata/v4/sales';
const METADATA = recorded('metadata.json');
export const PASSWORD = 'correct-horse-battery';

export function recorded(file: string): string {
  return readFileSync(new URL(`recorded/${file}`, import.meta.url), 'utf8');
}

export const ORDER = {
  entitySet: 'Orders',
  lines: 'items',
  cursor: { time: 'modifiedAt' },
  overlapMs: 60_000,
  fields: { id: 'number', customerId: 'customer/code', placedAt: 'placedOn', changedAt: 'modifiedAt' },
  line: { lineNumber: 'items/position', itemId: 'items/sku', quantity: 'items/quantity', value: 'items/net' },
  holds: [
    { id: 'block', kind: { column: 'block', lookup: { '01': 'credit' }, otherwise: 'manual' }, reason: 'blockReason' },
  ],
};

export const CUSTOMER = {
  entitySet: 'Customers',
  cursor: { time: 'modifiedAt' },
  fields: { id: 'code', name: 'name', changedAt: 'modifiedAt' },
};

/** A row of `Orders` as the service gave one. */
export function orderRow(number: number, changed: object = {}): Record<string, unknown> {
  return {
    ID: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    '@odata.etag': `W/"version ${number}"`,
    number: `SO-${number}`,
    customer: { code: 'C-1' },
    placedOn: '2026-01-06',
    modifiedAt: `2026-01-06T08:00:${String(number % 60).padStart(2, '0')}.250Z`,
    block: null,
    blockReason: null,
    items: [{ ID: 'x', position: 10, sku: 'BOLT', quantity: 1.5, net: '12.34' }],
    ...changed,
  };
}

export async function openService(): Promise<Service> {
  const asked: Asked[] = [];
  const closers: (() => Promise<void>)[] = [];
  let answer: (asked: Asked) => Answer = () => ({ json: { value: [] } });

  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '', 'http://localhost');
      const body = await text(request);
      const one: Asked = {
        method: request.method ?? '',
        path: decodeURIComponent(url.pathname.replace(`${ROOT}/`, '')),
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
        json: body.startsWith('{') ? JSON.parse(body) : body,
      };
      const isMetadata = one.path === '$metadata';
      if (!isMetadata) asked.push(one);
      const given = answer(one);
      const {
        status = 200,
        headers = {},
        json,
        raw,
      } = isMetadata && given.status === undefined && !given.raw ? { json: JSON.parse(METADATA) } : given;
      if (raw) return raw(response);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(json === undefined ? '' : JSON.stringify(json));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const url = `${origin}${ROOT}`;

  function open(settings: object = {}): HostedProvider {
    const defaults = { zone: 'UTC', currency: 'USD', uom: 'EA', signIn: { username: 'clerk', password: PASSWORD } };
    const records = { customer: CUSTOMER, order: ORDER };
    const configured = odata({ id: 'erp', url, pageRows: 2, timeoutMs: 5_000, ...defaults, records, ...settings });
    const patience = { retries: 2, retryDelayMs: 1, maxRetryDelayMs: 2, authRestMs: 0 };
    const now = (): string => new Date().toISOString();
    const host = createHost([configured], { baseDir: '.', now, log: silentLog, patience });
    closers.push(host.close);
    return host.get('erp');
  }

  return {
    origin,
    url,
    asked,
    open,
    answer: (given) => {
      asked.length = 0;
      answer = given;
    },
    close: async () => {
      for (const close of closers) await close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function readAll(
  provider: HostedProvider,
  kind: RecordKind,
  cursor: Cursor = null,
): Promise<CheckedPage[]> {
  const pages: CheckedPage[] = [];
  for await (const page of provider.read(kind, cursor, new AbortController().signal)) pages.push(page);
  return pages;
}

export function keysIn(pages: readonly CheckedPage[]): string[] {
  return pages.flatMap(({ records }) => records.map(({ record }) => keyOf(record)));
}
