/** Characters that are not text: PostgreSQL stores neither the zero character nor half of a surrogate pair. */
const UNSTORABLE = /[\0\p{Cs}]/u;
const EVERY_UNSTORABLE = /[\0\p{Cs}]/gu;

/** Where plain JSON holds text that no database stores, as `attributes.note`; null when all of it can be stored. */
export function unstorablePath(value: unknown): string | null {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? '' : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const key of Object.keys(value)) {
    if (UNSTORABLE.test(key)) return '';
    const path = unstorablePath(Reflect.get(value, key));
    if (path !== null) return path === '' ? key : `${key}.${path}`;
  }
  return null;
}

/** Anything at all as JSON that can be stored: for the payload of a row that could not be read. */
export function toStorable(value: unknown): unknown {
  return clean(toJson(value));
}

function toJson(value: unknown): unknown {
  try {
    const text = JSON.stringify(value, (_key, member: unknown) =>
      typeof member === 'bigint' ? String(member) : member,
    );
    return text === undefined ? String(value) : JSON.parse(text);
  } catch {
    return String(value);
  }
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [cleanText(key), clean(member)]));
}

/** The text with the replacement character in the place of what is not text. */
export function cleanText(text: string): string {
  return text.replace(EVERY_UNSTORABLE, '\uFFFD');
}
