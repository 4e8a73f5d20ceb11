import { AppError } from '../errors.ts';
import type { WebhookRequest } from '../providers/define-provider.ts';
import type { Deps } from './deps.ts';

/**
 * Takes a source's word that something changed, and has that source read again at once. Throws `NOT_FOUND` for a source that
 * takes none, and what the provider throws: `FORBIDDEN` for a wrong signature, `INPUT_INVALID` for a wrong body.
 */
export async function receiveWebhook(
  { providers, store }: Deps,
  providerId: string,
  request: WebhookRequest,
): Promise<void> {
  const provider = providers.get(providerId);
  if (!provider.webhook) throw new AppError('NOT_FOUND', `provider ${providerId} takes no webhooks`, { providerId });
  const hints = await provider.webhook(request);
  if (hints.length > 0) await store.jobs.add('read-provider', { providerId }, { key: readJobKey(providerId) });
}

/** At most one read of a source waits: a second request to read it is the same request. */
export function readJobKey(providerId: string): string {
  return `read-provider/${providerId}`;
}
