import { createHash } from 'node:crypto';
import { z } from '../../../src/providers/index.ts';
import { fitting, type TrytonClient } from '../client.ts';

/**
 * What the platform left on a sale of one deed: a note that carries the idempotency key, for Tryton keeps no keys. It is written
 * before the deed as `begun` and marked `done` after it, so that a deed whose answer got lost is recognised and gone on with.
 */
export interface Claim {
  readonly noteId: number;
  /** Whether the key was used for this very deed. */
  readonly isSameDeed: boolean;
  readonly isDone: boolean;
}

export interface Deed {
  readonly action: string;
  readonly input: unknown;
  readonly idempotencyKey: string;
}

const NoteRow = z.object({ id: z.int(), message: z.string().nullable() });

/** The note of a key, on whatever sale; null when there is none. */
export async function findClaim(client: TrytonClient, deed: Deed, signal: AbortSignal): Promise<Claim | null> {
  const domain = [
    ['resource', 'like', 'sale.sale,%'],
    ['message', 'like', `%[promisegraph ${keyMark(deed)} %`],
  ];
  const notes = await client.select({ model: 'ir.note', domain, fields: ['message'], limit: 1, signal }, NoteRow);
  const [note] = notes;
  if (!note) return null;
  const [, deedMark, state] = /\[promisegraph \w+ (\w+) (\w+)\]\s*$/.exec(note.message ?? '') ?? [];
  return { noteId: note.id, isSameDeed: deedMark === deedMarkOf(deed), isDone: state === 'done' };
}

/** Writes the note of a deed: what a person reads, then the mark. */
export async function writeClaim(
  client: TrytonClient,
  {
    deed,
    saleId,
    text,
    state,
  }: { readonly deed: Deed; readonly saleId: number; readonly text: string; readonly state: 'begun' | 'done' },
  signal: AbortSignal,
): Promise<number> {
  const message = `${text}\n${markOf(deed, state)}`;
  const params = [[{ resource: `sale.sale,${saleId}`, message }]];
  const created = await client.call({ model: 'ir.note', method: 'create', params, signal });
  const [id] = fitting(z.tuple([z.int()]), created, 'ir.note.create');
  return id;
}

/** Says on the note that the deed is done. */
export async function closeClaim(
  client: TrytonClient,
  { noteId, deed, text }: { readonly noteId: number; readonly deed: Deed; readonly text: string },
  signal: AbortSignal,
): Promise<void> {
  const params = [[noteId], { message: `${text}\n${markOf(deed, 'done')}` }];
  await client.call({ model: 'ir.note', method: 'write', params, signal });
}

/** Removes the note of a deed that was refused. */
export async function dropClaim(client: TrytonClient, noteId: number, signal: AbortSignal): Promise<void> {
  await client.call({ model: 'ir.note', method: 'delete', params: [[noteId]], signal });
}

/** Where Tryton shows it. */
export function referenceOf({ noteId }: Claim): string {
  return `ir.note,${noteId}`;
}

function markOf(deed: Deed, state: 'begun' | 'done'): string {
  return `[promisegraph ${keyMark(deed)} ${deedMarkOf(deed)} ${state}]`;
}

/** Hashed, so that no key can be mistaken for a pattern, or for another that it contains. */
function keyMark({ idempotencyKey }: Deed): string {
  return digest(idempotencyKey);
}

function deedMarkOf({ action, input }: Deed): string {
  return digest(JSON.stringify([action, input]));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}
