import type { Viewer } from '../domain/viewer.ts';

/** What a request says of who sends it. */
export interface Credentials {
  /** The `Authorization` header, or what a socket's client gave in its place; null when there is none. */
  readonly authorization: string | null;
  /** The `X-API-Key` header, or what a socket's client gave in its place; null when there is none. */
  readonly apiKey: string | null;
  /** The page it comes from; null for a program. */
  readonly origin: string | null;
  /** The network address it comes from. */
  readonly address: string;
  /** Whether it came from this very machine, through no proxy, and not from a page of elsewhere. */
  readonly isLocal: boolean;
}

/** Tells who sends a request. Throws `UNAUTHENTICATED` for credentials that are not good, and for none where they are needed. */
export type Authenticate = (credentials: Credentials) => Promise<Viewer>;
