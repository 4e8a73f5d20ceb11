import type { BoundKind } from '../bound-kind.ts';
import { findPath, wrong } from '../path.ts';
import type { Deeds } from './compile-deed.ts';
import { propertiesOf, setProperty } from './order-row.ts';

/** Characters of a mark. */
const MARK_LENGTH = 37;

/** Finds every name of every action in the service's description. Throws `config` for one that there is not. */
export function checkDeeds(order: BoundKind, deeds: Deeds): void {
  for (const deed of deeds.values()) {
    for (const path of deed.watched) findPath(order.type, path, { place: `actions.${deed.name}.when` });
    for (const name of propertiesOf(deed)) {
      const { type, maxLength } = setProperty(order, deed, name);
      const isTooShort = maxLength !== null && maxLength < MARK_LENGTH;
      if (name === deed.marker && (type !== 'Edm.String' || isTooShort))
        throw wrong(
          `actions.${deed.name}.set.${name}`,
          `expected a text of at least ${MARK_LENGTH} characters for \`key\`, came ${type}${maxLength === null ? '' : ` of ${maxLength}`}`,
        );
    }
  }
}
