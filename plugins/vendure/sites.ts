import type { VendureConfig } from './config.ts';

/** The id by which the platform knows a stock location. */
export function siteIdOf({ sites }: Pick<VendureConfig, 'sites'>, locationId: string): string {
  return sites[locationId]?.id ?? locationId;
}

/** The id of a stock location in Vendure. */
export function locationIdOf({ sites }: Pick<VendureConfig, 'sites'>, siteId: string): string {
  return Object.entries(sites).find(([, { id }]) => id === siteId)?.[0] ?? siteId;
}
