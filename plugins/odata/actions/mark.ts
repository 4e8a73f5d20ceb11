import { createHash } from 'node:crypto';
import type { ActionName } from './action-mapping.ts';
import type { DeedInput } from './inputs.ts';

/** What a request leaves where the mapping keeps `key`: 37 characters, of its idempotency key and of what it asked for. */
export interface Mark {
  readonly ofKey: string;
  readonly whole: string;
}

export function markOf(action: ActionName, input: DeedInput, idempotencyKey: string): Mark {
  const ofKey = digest(idempotencyKey, 24);
  return { ofKey, whole: `${ofKey}-${digest(JSON.stringify([action, input]), 12)}` };
}

/** Whether a cell holds the mark of the same key, and whether of the same deed. */
export function compareMark({ ofKey, whole }: Mark, cell: string): 'same' | 'otherDeed' | 'otherKey' {
  if (cell === whole) return 'same';
  return cell.startsWith(`${ofKey}-`) ? 'otherDeed' : 'otherKey';
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
