import type { OpenMeteoConfig } from './config.ts';

/** A point on the globe, in degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where conditions hold: at a site, or on a lane. */
export interface Place {
  /** `site:BER` or `lane:BER-north`; the beginning of its conditions' ids. */
  readonly id: string;
  readonly siteId: string | null;
  readonly region: string | null;
  readonly carrierServiceId: string | null;
  readonly points: readonly Point[];
}

/** All places, in pieces of as many points as one request may ask for. The points of a lane stay together. */
export function placesOf({ sites, lanes, pointsPerCall }: OpenMeteoConfig): readonly (readonly Place[])[] {
  const all: Place[] = [
    ...sites.map(({ siteId, latitude, longitude }) => ({
      ...{ id: `site:${siteId}`, siteId, region: null, carrierServiceId: null },
      points: [{ latitude, longitude }],
    })),
    ...lanes.map(({ id, siteId = null, region = null, carrierServiceId = null, points }) => ({
      ...{ id: `lane:${id}`, siteId, region, carrierServiceId, points },
    })),
  ];
  const pieces: Place[][] = [];
  let room = 0;
  for (const place of all) {
    if (place.points.length > room) {
      pieces.push([]);
      room = pointsPerCall;
    }
    pieces.at(-1)?.push(place);
    room -= place.points.length;
  }
  return pieces;
}
