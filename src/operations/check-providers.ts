import type { CheckResult, ProviderHost } from '../providers/host.ts';

export type ProviderCheck = CheckResult & { readonly id: string; readonly type: string };

/** Reaches every source once, side by side. Never throws: a source that cannot be reached says why. */
export function checkProviders(host: ProviderHost): Promise<readonly ProviderCheck[]> {
  return Promise.all(
    host.all.map(async (provider) => ({ id: provider.id, type: provider.type, ...(await provider.check()) })),
  );
}
