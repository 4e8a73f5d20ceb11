import { AppError } from '../errors.ts';
import type { WebhookRequest } from '../providers/define-provider.ts';
import type { Deps } from './deps.ts';
import { takeHints } from './take-hints.ts';

/**
 * Takes a source's word that something changed, and has that read again at once. Throws `NOT_FOUND` for a source that takes none, and
 * what the provider throws: `FORBIDDEN` for a wrong or old signature, `INPUT_INVALID` for a wrong body.
 */
export async function receiveWebhook(deps: Deps, providerId: string, request: WebhookRequest): Promise<void> {
  const provider = deps.providers.get(providerId);
  if (!provider.webhook) throw new AppError('NOT_FOUND', `provider ${providerId} takes no webhooks`, { providerId });
  await takeHints(deps, provider, await provider.webhook(request));
}
