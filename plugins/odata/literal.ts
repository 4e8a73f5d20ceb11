import { ProviderError, type z } from '../../src/providers/index.ts';

type Json = z.core.util.JSONType;

/** How the texts of a primitive type look, and how they are written in a URL. Other types cannot be compared. */
interface Primitive {
  readonly shape: RegExp;
  readonly isQuoted?: boolean;
  /** Whole numbers have at most so many bits. */
  readonly bits?: bigint;
  /** How a JSON body holds it; as text unless it says otherwise. */
  readonly json?: 'number' | 'boolean';
}

const WHOLE = /^(0|-?[1-9]\d{0,18})$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html, section 5.1.1.14. */
const PRIMITIVES: Readonly<Record<string, Primitive | undefined>> = {
  'Edm.String': { shape: /^[^\0]*$/, isQuoted: true },
  'Edm.Guid': { shape: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i },
  'Edm.Byte': { shape: WHOLE, bits: 8n, json: 'number' },
  'Edm.SByte': { shape: WHOLE, bits: 7n, json: 'number' },
  'Edm.Int16': { shape: WHOLE, bits: 15n, json: 'number' },
  'Edm.Int32': { shape: WHOLE, bits: 31n, json: 'number' },
  'Edm.Int64': { shape: WHOLE, bits: 63n, json: 'number' },
  'Edm.Decimal': { shape: /^-?\d+(\.\d+)?$/, json: 'number' },
  'Edm.Double': { shape: /^-?\d+(\.\d+)?$/, json: 'number' },
  'Edm.Boolean': { shape: /^(true|false)$/, json: 'boolean' },
  'Edm.Date': { shape: DATE },
  'Edm.TimeOfDay': { shape: /^\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/ },
  'Edm.DateTimeOffset': { shape: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/ },
};

/** A text as a literal of a type in a URL; null for a text that is none of its values, and for a type that cannot be compared. */
export function literalOf(type: string, text: string): string | null {
  const primitive = PRIMITIVES[type];
  if (!primitive) return isEnumeration(type) && /^\w+$/.test(text) ? `${type}'${text}'` : null;
  if (!fits(primitive, text)) return null;
  return primitive.isQuoted ? `'${text.replaceAll("'", "''")}'` : text;
}

/** Whether values of a type can be compared in a `$filter`. */
export function isComparable(type: string): boolean {
  return PRIMITIVES[type] !== undefined || isEnumeration(type);
}

/** A text as a JSON body holds it; null stays null. Throws `rejected` for a text that the type cannot hold. */
export function jsonOf(type: string, text: string | null, property: string): Json {
  if (text === null) return null;
  const primitive = PRIMITIVES[type];
  if (!primitive) return text;
  if (!fits(primitive, text))
    throw new ProviderError('rejected', `${property}: expected a value of ${type}, came ${JSON.stringify(text)}`);
  if (primitive.json === 'number') return Number(text);
  return primitive.json === 'boolean' ? text === 'true' : text;
}

/** Whether two texts are the same value of a type. Nothing and an empty text are the same. */
export function isSameValue(type: string, one: string, other: string): boolean {
  if (one === other) return true;
  if (one === '' || other === '') return false;
  if (PRIMITIVES[type]?.json === 'number') return Number(one) === Number(other);
  if (type === 'Edm.DateTimeOffset') return Date.parse(one) === Date.parse(other);
  return type === 'Edm.Guid' && one.toLowerCase() === other.toLowerCase();
}

function fits({ shape, bits }: Primitive, text: string): boolean {
  if (!shape.test(text)) return false;
  if (bits === undefined) return true;
  const number = BigInt(text);
  return number < 2n ** bits && number >= -(2n ** bits);
}

/** Types of the service's own that are primitive are enumerations: definitions were replaced by what they stand for. */
function isEnumeration(type: string): boolean {
  return !type.startsWith('Edm.');
}
