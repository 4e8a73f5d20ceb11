import { z } from 'zod';
import type { ConfiguredProvider } from './define-provider.ts';

/** Providers in which the first that takes a file (its configuration has `from`) reads this one; null when none does. */
export function withFile(providers: readonly ConfiguredProvider[], path: string): ConfiguredProvider[] | null {
  const index = providers.findIndex(
    ({ definition }) => definition.config instanceof z.ZodObject && 'from' in definition.config.shape,
  );
  if (index < 0) return null;
  return providers.map((provider, at) =>
    at === index ? { ...provider, settings: { ...asObject(provider.settings), from: path } } : provider,
  );
}

function asObject(settings: unknown): object {
  return typeof settings === 'object' && settings !== null ? settings : {};
}
