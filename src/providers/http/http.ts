import type { z } from 'zod';

export interface HttpOptions {
  /** Where paths start. Its host must stand in the provider's configuration: the host goes nowhere else. */
  readonly baseUrl: string;
  /** Sent with every request, such as the authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes of an answer at most, unpacked; 64 MiB unless it says otherwise. */
  readonly maxBytes?: number;
}

export interface HttpRequest {
  /** Of the call's context: aborts when the time for the call is over. */
  readonly signal: AbortSignal;
  /** `GET`, or `POST` when there is something to send. */
  readonly method?: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What to send, one of the three: as JSON, as a form, or as it is. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Statuses other than 2xx that are answers here, not failures, such as 404 or 304. */
  readonly answers?: readonly number[];
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly text: () => string;
  /** The body as the schema says. Throws `ProviderError` `bug` when it is no JSON or does not fit. */
  readonly json: <T>(schema: z.ZodType<T>) => T;
}

/**
 * HTTP for providers. What it throws is a `ProviderError` whose kind says what the status means: 401 and 403 `auth`, 404 and 410
 * `notFound`, 409 and 412 `conflict`, 428 and a body that is not as expected `bug`, 429 `rateLimited`, other 4xx `rejected`, 5xx and a
 * connection that fails `transient`, a host that the configuration does not name `config`. It retries nothing: the host does.
 */
export interface Http {
  /** `path` is relative to the base, or a whole URL such as the next link of a page. */
  readonly request: (path: string, request: HttpRequest) => Promise<HttpReply>;
}

export type OpenHttp = (options: HttpOptions) => Http;
