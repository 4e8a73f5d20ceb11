import type { ApiKey } from '../domain/api-key.ts';
import type { OfficeDeps } from './deps.ts';

/** Keys told at once; nobody has looked through more. */
const MOST = 1_000;

/** The newest keys first, those that no longer work too: what they opened stays in the audit log under their ids. */
export function listKeys({ store }: Pick<OfficeDeps, 'store'>): Promise<readonly ApiKey[]> {
  return store.apiKeys.list(MOST);
}
