import type { RecordKind } from '../domain/record/record.ts';
import type { ProviderDefinition } from './define-provider.ts';
import type { KindDescription, KindTraits, TraitsByKind } from './kind-traits.ts';

/** What each kind offers: what the source says goes before what the definition says, and that before nothing. */
export function describeKinds(
  { lookup, webhook, actions = {}, readAsOf, listKeys }: ProviderDefinition,
  kinds: readonly RecordKind[],
  traits: TraitsByKind,
  found: TraitsByKind = {},
): readonly KindDescription[] {
  return kinds.map((kind) => {
    const known: KindTraits = { ...traits[kind], ...found[kind] };
    const sweep = known.sweep === 'keys' && !listKeys ? null : (known.sweep ?? null);
    return {
      kind,
      key: known.key ?? null,
      cursor: known.cursor ?? null,
      precisionMs: known.precisionMs ?? null,
      overlapMs: known.overlapMs ?? 0,
      deletes: known.deletes ? 'told' : sweep ? 'swept' : 'unnoticed',
      sweep,
      webhook: webhook !== undefined,
      asOf: known.asOf === true && readAsOf !== undefined,
      lookup: lookup !== undefined,
      actions: Object.keys(actions).filter((name) => (actions[name]?.on ?? 'order') === kind),
    };
  });
}
