import { z } from 'zod';
import { AppError } from '../errors.ts';
import { checkPage } from './check-page.ts';
import { unreadableKind, type ProviderDefinition } from './define-provider.ts';
import { describeIssue } from './describe-issue.ts';
import type { HostedProvider } from './host.ts';
import type { Redaction } from './redaction.ts';
import type { Session } from './session.ts';

const Keys = z.array(z.string().min(1));

/** Reads beside the one that goes on from a cursor: all keys, an earlier time; and the word that a page is saved. */
export function createSweeping(
  { type, listKeys, readAsOf, acknowledge }: ProviderDefinition,
  { session, redaction }: { readonly session: Session; readonly redaction: Redaction },
): Pick<HostedProvider, 'listKeys' | 'readAsOf' | 'acknowledge'> {
  return {
    listKeys: listKeys
      ? async function* (kind, signal) {
          const what = `list keys of ${kind}`;
          const pieces = session.pieces(what, (client, context) => listKeys(client, kind, context), signal);
          for await (const piece of pieces) yield session.naming(what, () => checkKeys(piece));
        }
      : null,
    readAsOf: async function* (kind, at, signal) {
      if (!readAsOf) throw unreadableKind(`${type} as of an earlier time`, kind);
      const what = `read ${kind} as of ${at}`;
      const pieces = session.pieces(what, (client, context) => readAsOf(client, kind, at, context), signal);
      for await (const page of pieces) yield session.naming(what, () => checkPage(kind, page, redaction));
    },
    acknowledge: acknowledge
      ? (kind, cursor) =>
          session.call(`acknowledge ${kind}`, (client, context) => acknowledge(client, kind, cursor, context))
      : null,
  };
}

function checkKeys(came: unknown): readonly string[] {
  const keys = Keys.safeParse(came);
  if (keys.success) return keys.data;
  throw new AppError('PROVIDER_CONTRACT', `expected a list of keys, came one where ${describeIssue(keys.error, came)}`);
}
