import type { ConformanceCase } from './case.ts';
import { ACTION_CASES } from './cases/action-cases.ts';
import { CHANGE_CASES } from './cases/change-cases.ts';
import { CHECK_CASES } from './cases/check-cases.ts';
import { CURSOR_CASES } from './cases/cursor-cases.ts';
import { FAULT_CASES } from './cases/fault-cases.ts';
import { FULL_READ_CASES } from './cases/full-read-cases.ts';
import { LOOKUP_CASES } from './cases/lookup-cases.ts';
import { TRUST_CASES } from './cases/trust-cases.ts';

/** Every case, in the order of the contract's eleven groups. Ids are never given again. */
export const ALL_CASES: readonly ConformanceCase[] = [
  ...CHECK_CASES,
  ...FULL_READ_CASES,
  ...CURSOR_CASES,
  ...CHANGE_CASES,
  ...LOOKUP_CASES,
  ...ACTION_CASES,
  ...FAULT_CASES,
  ...TRUST_CASES,
];
