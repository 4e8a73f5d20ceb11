import { AppError } from '../errors.ts';

/** Whether someone still waits for an answer. Once nobody does, nobody will again. */
export type IsWanted = () => boolean;

/** Throws `CANCELLED` once nobody waits any more: call it before what costs something. */
export function requireWanted(isWanted: IsWanted): void {
  if (!isWanted()) throw new AppError('CANCELLED', 'whoever asked has left: nothing more is read for them');
}
