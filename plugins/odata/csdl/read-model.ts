import { isAppError, messageOf, ProviderError } from '../../../src/providers/index.ts';
import type { Model } from './model.ts';
import { toModel } from './raw.ts';
import { readJson } from './read-json.ts';
import { readXml } from './read-xml.ts';

/** `$metadata` in either of its forms. Throws `bug` for what is neither. */
export function readModel(text: string): Model {
  const start = text.trimStart().slice(0, 1);
  try {
    const model = toModel(start === '{' ? readJson(text) : readXml(text));
    if (model.entitySets.size > 0) return model;
  } catch (cause) {
    if (isAppError(cause)) throw cause;
    throw new ProviderError(
      'bug',
      `$metadata: expected CSDL, came something else (${messageOf(cause)})`,
      {},
      { cause },
    );
  }
  throw new ProviderError(
    'bug',
    '$metadata: expected at least one entity set, came none: is `url` the service’s root?',
  );
}
