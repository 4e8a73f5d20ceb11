import { ProviderError, type ProviderErrorKind } from '../provider-error.ts';

/** Characters of a refusal that are told. */
const REASON_LENGTH = 300;

/** What a status that is no answer means, with the source's own words. */
export function failureOfStatus(what: string, { status, headers }: Response, body: Buffer): ProviderError {
  const retryAfterMs = retryAfter(headers.get('retry-after'), Date.now());
  const kind = kindOfStatus(status, retryAfterMs !== null);
  const reason = body
    .toString('utf8', 0, 4 * REASON_LENGTH)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, REASON_LENGTH);
  return new ProviderError(kind, `${what}: expected an answer, came status ${status}${reason ? `: ${reason}` : ''}`, {
    status,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

function kindOfStatus(status: number, saysWhen: boolean): ProviderErrorKind {
  if (status === 401 || status === 403) return 'auth';
  if (status === 404 || status === 410) return 'notFound';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 428) return 'bug'; // the provider did not say which version it means
  if (status === 429 || (status === 503 && saysWhen)) return 'rateLimited';
  if (status === 408 || status === 425 || (status >= 500 && status !== 501)) return 'transient';
  return status >= 400 ? 'rejected' : 'bug';
}

/** Milliseconds of a `Retry-After` header in seconds or as a date; null when there is none that can be read. */
export function retryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.ceil(Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
