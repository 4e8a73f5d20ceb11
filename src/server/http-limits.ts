/** Bytes of one request body, over every route, and of one message on a socket. */
export const BODY_LIMIT = 1024 * 1024;

/** Milliseconds in which a client must have sent its headers. */
export const HEADERS_TIMEOUT_MS = 10_000;

/** Milliseconds in which a client must have sent its whole request. */
export const REQUEST_TIMEOUT_MS = 30_000;

/** Connections that are open at one time; more are closed at once. */
export const MAX_CONNECTIONS = 10_000;

/** How long clients are waited for, in milliseconds: for their headers, for their whole request, and between two looks at who is late. */
export interface Patience {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly checkEveryMs: number;
}

const USUAL_PATIENCE: Patience = {
  headersMs: HEADERS_TIMEOUT_MS,
  requestMs: REQUEST_TIMEOUT_MS,
  checkEveryMs: 5_000,
};

/** What of a server is against clients that hold connections by sending slowly. */
export function connectionLimits({ headersMs, requestMs, checkEveryMs }: Patience = USUAL_PATIENCE) {
  return {
    requestTimeout: requestMs,
    http: { headersTimeout: headersMs, connectionsCheckingInterval: checkEveryMs },
  };
}
