/** What stands in the place of a secret. */
export const REDACTED = '[redacted]';

/** Names of fields that hold a secret, however they are written: `apiKey`, `DATABASE_URL`, `clientSecret`, `x-api-key`. */
const SECRET_NAME =
  /(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|authorization|credentials?|cookie|pepper|private[-_]?key|connection[-_]?(?:string|params)|(?:database|nats)[-_]?url)$/i;

const WORD = '(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|pepper|private[-_]?key)';
const VALUE = String.raw`(?!\[redacted\])[^\s"'\\,;&)}\]]+`;
/** What a plain word of a sentence lacks, by which `token: expected a text` stays as it is. */
const NO_WORD = '(?=[^\\s"\',;]{0,200}(?:[0-9A-Z_=+/]|\\.[A-Za-z0-9]))';

/** Words behind which a secret stands in a text: `password=…`, `"token": "…"` and what is escaped of it, `api-key: …`. */
const ASSIGNED = new RegExp(String.raw`(${WORD}(?:\s?=\s?|\\*["']\s*[:=]\s*)\\*["']?)${VALUE}`, 'gi');
const TOLD = new RegExp(
  String.raw`(\b[Pp]ass(?:word|wd|phrase)|[Ss]ecret|[Tt]oken|[Aa][Pp][Ii][-_ ]?[Kk]ey)(:\s*)${NO_WORD}${VALUE}`,
  'g',
);
const SCHEME = new RegExp(
  String.raw`\b([Bb]earer|BEARER|[Bb]asic|[Dd]igest|[Nn]egotiate)\s+${NO_WORD}(?!\[redacted\])[A-Za-z0-9._~+/=-]{4,}`,
  'g',
);

/** Secrets that can be told by their look. Each is linear in the text: what stands in one may be long, and anyone may send it. */
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/\bpgk_[a-z]{1,10}_[0-9A-Za-z_]{8,}/g, `pgk_${REDACTED}`], // our API keys
  [/\bwhsec_[A-Za-z0-9+/]{8,}={0,2}/g, `whsec_${REDACTED}`], // what webhooks are signed with
  [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{2,}(?:\.[A-Za-z0-9_-]*)?/g, REDACTED], // JSON Web Tokens
  [SCHEME, `$1 ${REDACTED}`],
  [/:\/\/[^\s/@:"'\\]{0,200}:[^\s/"'\\]{1,500}@/g, `://${REDACTED}@`], // whoever logs in with a URL
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s\\]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, REDACTED],
  [ASSIGNED, `$1${REDACTED}`],
  [TOLD, `$1$2${REDACTED}`],
];

/** How deep values are looked through: what lies deeper is left out. */
const MAX_DEPTH = 12;

/** Whether a field of this name holds a secret, whatever its value looks like. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A text without what looks like a secret. It may be JSON, and stays such. */
export function redactText(text: string): string {
  return LOOKS.reduce((left, [look, instead]) => left.replace(look, instead), text);
}

/** A copy of a JSON value without secrets, by the names of its fields and by their look. */
export function redactValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH) return '[…]';
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      redactText(name),
      isSecretName(name) && holdsSomething(member) ? REDACTED : redactValue(member, depth + 1),
    ]),
  );
}

/** Numbers under such a name count things, and truth values say whether there are any. */
function holdsSomething(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

/** String members of JSON in a line, wherever they stand. */
const MEMBER = /"((?:[^"\\]|\\.){1,80})":"((?:[^"\\]|\\.)*)"/g;

/** One line of JSON without secrets, by the names of its members and by their look, and of no more than one line on any terminal. */
export function redactLine(line: string): string {
  const byName = line.replace(MEMBER, (member, name: string) =>
    isSecretName(name) ? `"${name}":"${REDACTED}"` : member,
  );
  return escapeControls(redactText(byName));
}

/** Characters that JSON lets through and that terminals and viewers obey: C1 controls, line separators, changes of direction. */
function escapeControls(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text on one line that no terminal obeys: what is not printable becomes a space. */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}
