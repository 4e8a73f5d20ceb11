import type { Line } from './model/line.ts';
import type { ExceptionType, Severity } from './state.ts';

/** How much an exception matters: by what hangs on it, and least for what is only paperwork. Assumed. */
export function severityOf(type: ExceptionType, lines: readonly Line[]): Severity {
  if (type === 'invoice' || type === 'return') return 'low';
  const first = lines[0]?.order.customer;
  if (first?.terms.isRegulated) return 'critical';
  const value = lines.reduce((sum, line) => sum + line.valueMinor, 0);
  if (first?.tier === 'platinum' || first?.segment === 'healthcare' || value > HIGH_VALUE_MINOR) return 'high';
  return lines.length === 0 ? 'low' : 'medium';
}

/** 2,500 US dollars. */
const HIGH_VALUE_MINOR = 250_000;
