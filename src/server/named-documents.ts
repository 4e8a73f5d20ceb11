import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { createLru } from './lru.ts';

/** A document as a client names it: by its text, by its hash, or by both. */
export interface NamedDocument {
  readonly query?: string | null | undefined;
  /** `sha256:<hex>`, as GraphQL over HTTP writes it. */
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

export interface TrustedDocumentOptions {
  /** The text of a trusted document, by the SHA-256 of it in hexadecimal; null when there is none. */
  readonly find: (hash: string) => Promise<string | null>;
  /** Kinds of viewers who may ask trusted documents alone. */
  readonly onlyFor: readonly Viewer['kind'][];
  /** Milliseconds of a clock that only goes forward. */
  readonly stopwatch?: () => number;
}

/** Finds the text of a document, over every transport alike. */
export interface NamedDocuments {
  /** Throws `INPUT_INVALID`, `FORBIDDEN`, `NOT_FOUND`, and `PERSISTED_QUERY_NOT_FOUND` as Apollo's clients know it. */
  readonly textOf: (asked: NamedDocument, viewer: Viewer) => Promise<string>;
}

/** Texts kept of each kind: trusted documents that were asked for, and those that clients have registered. */
const KEPT = 1_000;

const Hash = z.string().regex(/^[0-9a-f]{64}$/);
const DocumentId = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .transform((id) => id.slice('sha256:'.length));
const Extensions = z.object({
  persistedQuery: z.object({ version: z.literal(1), sha256Hash: Hash }).optional(),
});

/** Milliseconds that a document counts as trusted without asking: one that is no longer trusted is refused everywhere within five seconds. */
const TRUST_MS = 4_000;

/** Trusted documents of the operator's, and Apollo's automatic persisted queries beside them. */
export function createNamedDocuments({
  find,
  onlyFor,
  stopwatch = () => performance.now(),
}: TrustedDocumentOptions): NamedDocuments {
  const trusted = createLru<string, { readonly text: string; readonly foundAt: number }>(KEPT);
  const registered = createLru<string, string>(KEPT);

  /** What is not there is asked for again each time: it may have been added. */
  async function findTrusted(hash: string): Promise<string | null> {
    const known = trusted.get(hash);
    const now = stopwatch();
    if (known && now - known.foundAt < TRUST_MS) return known.text;
    const text = await find(hash);
    if (text !== null) trusted.set(hash, { text, foundAt: now });
    return text;
  }

  return {
    async textOf({ query, documentId, extensions }, viewer) {
      const id = documentId === undefined || documentId === null ? null : hashOf(documentId);
      const persisted = id === null ? persistedHashOf(extensions) : null;
      const hash = id ?? persisted;
      const text = query ? query : null;
      if (text !== null && hash !== null && sha256(text) !== hash)
        throw new AppError('INPUT_INVALID', 'expected the SHA-256 of the query that came with it, came another');
      if (onlyFor.includes(viewer.kind)) return requireTrusted(hash ?? (text === null ? null : sha256(text)));
      if (text !== null) {
        if (persisted !== null) registered.set(persisted, text);
        return text;
      }
      if (hash === null)
        throw new AppError('INPUT_INVALID', 'expected a query, a documentId or a persistedQuery, came none');
      const found = (await findTrusted(hash)) ?? (persisted === null ? undefined : registered.get(persisted));
      if (found !== undefined && found !== null) return found;
      if (persisted !== null) throw notRegistered();
      throw new AppError('NOT_FOUND', `no trusted document sha256:${hash}`, { documentId: `sha256:${hash}` });
    },
  };

  async function requireTrusted(hash: string | null): Promise<string> {
    const found = hash === null ? null : await findTrusted(hash);
    if (found !== null) return found;
    throw new AppError(
      'FORBIDDEN',
      'expected a trusted document, came another: add it with `promisegraph documents add`',
    );
  }
}

/** The SHA-256 of a document's text in hexadecimal: its name. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hashOf(documentId: unknown): string {
  const parsed = DocumentId.safeParse(documentId);
  if (parsed.success) return parsed.data;
  throw new AppError('INPUT_INVALID', 'documentId: expected sha256: and 64 hexadecimal digits, came something else');
}

function persistedHashOf(extensions: unknown): string | null {
  const parsed = Extensions.safeParse(extensions ?? {});
  if (parsed.success) return parsed.data.persistedQuery?.sha256Hash ?? null;
  throw new AppError(
    'INPUT_INVALID',
    'extensions.persistedQuery: expected version 1 and a sha256Hash, came something else',
  );
}

/** In the words that clients know: they send the text then. */
function notRegistered(): GraphQLError {
  return new GraphQLError('PersistedQueryNotFound', { extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } });
}
