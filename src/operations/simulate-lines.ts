import { isOpen } from '../domain/order-line.ts';
import { AppError } from '../errors.ts';
import type { LineChanges } from '../scoring/what-if/line-changes.ts';
import type { Readers } from '../store/readers.ts';
import type { Deps } from './deps.ts';
import { imagineLines, type Imagined, type Outlook } from './imagine-lines.ts';
import { loadLines, visibleOf } from './load-lines.ts';
import { parseSimulation, type SimulationInput } from './simulation-input.ts';

/** One line as it is now, and as it would be. */
export interface SimulatedLine {
  readonly lineId: string;
  readonly now: Outlook;
  readonly then: Outlook;
}

export interface Simulation {
  readonly lines: readonly SimulatedLine[];
  /** The line to go on after, when the open book has more; null at its end, and for named lines. */
  readonly nextAfterLineId: string | null;
}

/**
 * Scores lines live, as they are and as they would be with an overlay, and touches nothing: not the state, not the recorded
 * scores, not the feed. Lines and sites are those that the readers see; what lies around a line is taken as it is, whoever's it is.
 * Lines that are delivered or cancelled are left out. At most one statement a kind and one model call.
 * Throws `INPUT_INVALID` naming the field, `NOT_FOUND` for a line that is not known.
 */
export async function simulateLines(deps: Deps, readers: Readers, input: unknown): Promise<Simulation> {
  const wanted = parseSimulation(input);
  await refuseUnknown(readers, wanted.overlay);
  const { ids, nextAfterLineId } = await idsOf(readers, wanted);
  const asIs = await loadOpen(deps, readers, ids);
  const changes: LineChanges = wanted.overlay;
  const asOf = deps.now();
  // Side by side, as most of a line is the same either way.
  const outlooks = await imagineLines(
    deps,
    asIs.flatMap((one) => [one, { ...one, changes }]),
    asOf,
  );
  return {
    lines: asIs.flatMap(({ line }, i) => {
      const [now, then] = [outlooks[2 * i], outlooks[2 * i + 1]];
      return now && then ? [{ lineId: line.id, now, then }] : [];
    }),
    nextAfterLineId,
  };
}

interface Chosen {
  readonly ids: readonly string[];
  readonly nextAfterLineId: string | null;
}

async function idsOf({ lines }: Readers, { lineIds, afterLineId, first }: SimulationInput): Promise<Chosen> {
  if (lineIds) return { ids: [...new Set(lineIds)], nextAfterLineId: null };
  const found = await lines.openIds(afterLineId, first + 1);
  const ids = found.slice(0, first);
  return { ids, nextAfterLineId: found.length > first ? (ids.at(-1) ?? null) : null };
}

/** The lines that are still to be delivered, as they are, in the order of their ids given. */
async function loadOpen(deps: Deps, readers: Readers, ids: readonly string[]): Promise<readonly Imagined[]> {
  const found = await loadLines(deps, await visibleOf(readers, ids));
  const unknown = ids.find((id) => !found.has(id));
  if (unknown !== undefined) throw new AppError('NOT_FOUND', `simulate: no line ${unknown}`, { lineId: unknown });
  return ids.flatMap((id) => {
    const is = found.get(id);
    return is && isOpen(is.line) && !is.of.order.cancelled ? [{ ...is, changes: {} }] : [];
  });
}

/** What the overlay names must be known: a slip of the pen would be scored as something nobody has seen. */
async function refuseUnknown(
  { sites, carrierServices, items }: Readers,
  overlay: SimulationInput['overlay'],
): Promise<void> {
  const { siteId, carrierServiceId, itemId } = overlay;
  const named = { siteId, carrierServiceId, itemId };
  const known = {
    siteId: siteId === undefined ? null : await sites.byIds([siteId]),
    carrierServiceId: carrierServiceId === undefined ? null : await carrierServices.byIds([carrierServiceId]),
    itemId: itemId === undefined ? null : await items.byIds([itemId]),
  };
  for (const field of ['siteId', 'carrierServiceId', 'itemId'] as const) {
    if (known[field]?.size !== 0) continue;
    const came = JSON.stringify(named[field]);
    throw new AppError('INPUT_INVALID', `simulate: overlay.${field}: expected one that is known, came ${came}`, {
      field,
    });
  }
}
