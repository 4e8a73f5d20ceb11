import { COMMITMENTS } from './commitments.ts';
import { CONDITIONS } from './conditions.ts';
import { ECONOMICS } from './economics.ts';
import { EXCEPTIONS } from './exceptions.ts';
import { FEASIBILITY } from './feasibility.ts';
import type { Signal } from './signal.ts';

const ALL = { ...COMMITMENTS, ...ECONOMICS, ...FEASIBILITY, ...EXCEPTIONS, ...CONDITIONS };

export type SignalName = keyof typeof ALL;

/** Every signal by name, group by group. `docs/signals.md` describes them; a test keeps both equal. */
export const SIGNALS: Readonly<Record<SignalName, Signal>> = ALL;
export const SIGNAL_NAMES = Object.keys(ALL) as readonly SignalName[];
