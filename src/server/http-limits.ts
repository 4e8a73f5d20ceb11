/** Bytes of one request body, over every route, and of one message on a socket. */
export const BODY_LIMIT = 1024 * 1024;

/** Milliseconds in which a client must have sent its headers. */
export const HEADERS_TIMEOUT_MS = 10_000;

/** Milliseconds in which a client must have sent its whole request. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** Connections that are open at one time; more are closed at once. */
export const MAX_CONNECTIONS = 10_000;

/** Against clients that hold connections by sending slowly. Who is past a time is looked for every five seconds. */
export const CONNECTION_LIMITS = {
  requestTimeout: REQUEST_TIMEOUT_MS,
  http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: 5_000 },
} as const;
