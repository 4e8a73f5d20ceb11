import type { Standing } from '../access/budgets.ts';

/**
 * `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10): for each bucket its points (`q`) and the seconds in which
 * an empty one fills (`w`), the points that are left (`r`) and the seconds until it is full again (`t`).
 */
export function standingHeaders(standings: readonly Standing[]): Readonly<Record<string, string>> {
  if (standings.length === 0) return {};
  return {
    'ratelimit-policy': standings
      .map(({ name, points, restorePerSecond }) => `"${name}";q=${points};w=${Math.ceil(points / restorePerSecond)}`)
      .join(', '),
    ratelimit: standings
      .map(
        ({ name, points, available, restorePerSecond }) =>
          `"${name}";r=${Math.max(0, available)};t=${Math.ceil((points - available) / restorePerSecond)}`,
      )
      .join(', '),
  };
}
