import { AppError } from '../../errors.ts';
import type { RecordKind } from '../record/record.ts';
import { createLinks, type Links } from './link-rule.ts';
import { rulesOf, type LinkSettings } from './link-settings.ts';

/** A configured source, as far as links are concerned. */
interface LinkedSource {
  readonly id: string;
  readonly kinds: readonly RecordKind[];
}

/**
 * The links that are declared, or null where none are. Throws `CONFIG_INVALID` for a source that is not configured, and for a field of records that
 * a source does not give.
 */
export function linksOf(settings: LinkSettings, sources: readonly LinkedSource[]): Links | null {
  const rules = rulesOf(settings);
  for (const { kind, home, source, key, pairs } of rules) {
    for (const id of [home, source]) {
      if (sources.some((known) => known.id === id)) continue;
      const known = sources.map((one) => one.id).join(', ') || 'there are none';
      throw new AppError('CONFIG_INVALID', `links.${kind}: expected one of the providers (${known}), came ${id}`);
    }
    const gives = (id: string): boolean => sources.some((one) => one.id === id && one.kinds.includes(kind));
    const silent = pairs ? null : !gives(home) ? home : key !== 'id' && !gives(source) ? source : null;
    if (silent === null) continue;
    throw new AppError(
      'CONFIG_INVALID',
      `links.${kind}: expected a provider that gives ${kind} records to compare, came ${silent}: compare another field, or give pairs`,
    );
  }
  return rules.length > 0 ? createLinks(rules) : null;
}
