import { toInstant, type Instant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { text } from './parameters.ts';
import { execute, rows, type Database } from './sql.ts';

const { sql } = Prisma;

export interface TrustedDocument {
  /** SHA-256 of the body in hexadecimal. */
  readonly hash: string;
  /** What people call it. */
  readonly name: string;
  readonly body: string;
  readonly addedAt: Instant;
}

/** Documents that an operator trusts. */
export interface TrustedDocumentStore {
  /** Adds, or gives another name to what is there already; tells whether it is new. */
  readonly save: (document: Omit<TrustedDocument, 'addedAt'>) => Promise<boolean>;
  readonly get: (hash: string) => Promise<TrustedDocument | null>;
  /** By name. */
  readonly all: () => Promise<readonly TrustedDocument[]>;
  /** Tells whether it was there. */
  readonly remove: (hash: string) => Promise<boolean>;
}

export function createTrustedDocumentStore(db: Database): TrustedDocumentStore {
  return {
    save: async ({ hash, name, body }) => {
      const saved = await rows<{ isNew: boolean }>(
        db,
        sql`
          INSERT INTO trusted_document (hash, name, body) VALUES (${hash}, ${text(name)}, ${text(body)})
          ON CONFLICT (hash) DO UPDATE SET name = excluded.name RETURNING xmax = 0 AS "isNew"`,
      );
      return saved[0]?.isNew ?? false;
    },
    get: async (hash) => {
      const [row] = await rows<Row>(
        db,
        sql`SELECT hash, name, body, added_at FROM trusted_document WHERE hash = ${hash}`,
      );
      return row ? toDocument(row) : null;
    },
    all: async () => {
      const found = await rows<Row>(
        db,
        sql`SELECT hash, name, body, added_at FROM trusted_document ORDER BY name, hash`,
      );
      return found.map(toDocument);
    },
    remove: async (hash) => (await execute(db, sql`DELETE FROM trusted_document WHERE hash = ${hash}`)) > 0,
  };
}

interface Row {
  readonly hash: string;
  readonly name: string;
  readonly body: string;
  readonly added_at: Date;
}

function toDocument({ added_at: addedAt, ...row }: Row): TrustedDocument {
  return { ...row, addedAt: toInstant(addedAt) };
}
