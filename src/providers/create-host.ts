import { AppError, messageOf } from '../errors.ts';
import type { ConfiguredProvider } from './define-provider.ts';
import type { ProviderHost } from './host.ts';
import { hostProvider, type HostContext } from './hosted-provider.ts';
import { parseSettings } from './settings.ts';

/**
 * Takes in every configured source. Throws `CONFIG_INVALID` for settings that do not fit and for an id given twice; a source
 * that cannot be reached stops nothing.
 */
export function createHost(configured: readonly ConfiguredProvider[], context: HostContext): ProviderHost {
  const parsed = configured.map((provider) => ({ definition: provider.definition, parsed: parseSettings(provider) }));
  refuseSameIds(parsed.map(({ parsed: { settings } }) => settings.id));
  const all = parsed.map((provider) => hostProvider(provider.definition, provider.parsed, context));

  return {
    all,
    get: (id) => {
      const found = all.find((provider) => provider.id === id);
      if (found) return found;
      const known = all.map((provider) => provider.id).join(', ') || 'there are none';
      throw new AppError('NOT_FOUND', `expected one of the providers (${known}), came ${JSON.stringify(id)}`, { id });
    },
    close: async () => {
      const closed = await Promise.allSettled(all.map((provider) => provider.close()));
      for (const result of closed) {
        if (result.status === 'rejected') context.log.warn({ err: messageOf(result.reason) }, 'source did not close');
      }
    },
  };
}

function refuseSameIds(ids: readonly string[]): void {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return;
  throw new AppError(
    'CONFIG_INVALID',
    `providers: expected an id of its own for each, came ${JSON.stringify(twice)} twice: rename one of them`,
    { id: twice },
  );
}
