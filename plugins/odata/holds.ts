import { compileValue, HOLD_KINDS, type Columns, type MappingDefaults, type Row } from '../../src/providers/index.ts';
import type { HoldMapping } from './config.ts';

/** The holds that a row shows, with when they were placed. */
export type ReadHolds = (row: Row, placedAt: unknown) => readonly object[];

/** Compiles the blocks of an order. */
export function compileHolds(holds: readonly HoldMapping[], defaults: MappingDefaults, columns: Columns): ReadHolds {
  const compiled = holds.map(({ id, kind, reason }, at) => {
    const path = `records.order.holds.${at}`;
    const context = { ...defaults, zone: undefined, currency: undefined, uom: undefined, columns };
    return {
      id,
      kind: compileValue(kind, `${path}.kind`, context, {
        expected: `one of ${HOLD_KINDS.join(', ')}`,
        convert: (value) => HOLD_KINDS.find((known) => known === value),
      }),
      reason: reason
        ? compileValue(reason, `${path}.reason`, context, { expected: 'a text', convert: String })
        : () => null,
    };
  });
  return (row, placedAt) =>
    compiled.flatMap(({ id, kind, reason }) => {
      const found = kind(row);
      return found === null ? [] : [{ id, kind: found, reason: reason(row)?.slice(0, 500) ?? null, placedAt }];
    });
}
