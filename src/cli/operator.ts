import { userInfo } from 'node:os';
import type { Doer } from '../domain/audit.ts';
import { SYSTEM } from '../domain/viewer.ts';

/** Whoever works at the command line, and so may open the book: the platform itself, under the name of the account. */
export const OPERATOR: Doer = { viewer: { ...SYSTEM, name: accountName() }, address: null, transport: 'cli' };

/** An account without a name, as containers have, is told by what the platform is called. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return SYSTEM.name;
  }
}
