import type { RecordKind } from '../domain/record/record.ts';
import type { Clock } from '../domain/time.ts';
import { checkSlots } from './check-page.ts';
import type { ProviderDefinition } from './define-provider.ts';
import type { HostedProvider } from './host.ts';
import { checkHints, receiveHints } from './receive-hints.ts';
import type { Session } from './session.ts';

interface ReceivingOptions {
  readonly session: Session;
  readonly kinds: readonly RecordKind[];
  readonly now: Clock;
}

/** How a source says that something changed, and how the records that it names are asked for. */
export function createReceiving(
  { lookup, webhook, listen }: ProviderDefinition,
  { session, kinds, now }: ReceivingOptions,
): Pick<HostedProvider, 'lookup' | 'webhook' | 'listen'> {
  return {
    lookup: lookup
      ? async (kind, keys) => {
          if (keys.length === 0) return [];
          const what = `lookup ${kind}`;
          const slots = await session.call(what, (client, context) => lookup(client, kind, keys, context));
          return session.naming(what, () => checkSlots(kind, keys, slots));
        }
      : null,
    webhook: webhook
      ? async (request) => {
          const came = await session.once('webhook', (client) => receiveHints(webhook, client, request, now));
          return session.naming('webhook', () => checkHints(came, kinds));
        }
      : null,
    listen: listen
      ? (onHints, signal) => {
          const tell = (came: unknown): void => onHints(session.naming('listen', () => checkHints(came, kinds)));
          return session.lasting('listen', (client, context) => listen(client, tell, context), signal);
        }
      : null,
  };
}
