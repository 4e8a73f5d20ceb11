import { placeOf } from '../../src/domain/priority/place.ts';
import type { RecordedRisk } from '../../src/domain/promise-risk.ts';
import type { QueueEntry } from '../../src/domain/queue.ts';

/** A place in a queue that costs nothing to leave, but for what is given. */
export function givenEntry(given: Pick<QueueEntry, 'lineId'> & Partial<QueueEntry>): QueueEntry {
  const { lineId, tier = 'standard', score = 0 } = given;
  const placedAt = '2013-06-01T00:00:00.000Z';
  return {
    kind: 'release',
    siteId: null,
    tier,
    score,
    costOfDelayPerHour: 10 * score,
    effortMinutes: 10,
    components: [{ kind: 'penalty', amountPerHour: 10 * score }],
    lateNow: 0.25,
    lateNext: 0.5,
    waitHours: 4,
    place: placeOf({ tier, score, promisedDeliverBy: null, placedAt, lineId }),
    ...given,
  };
}

/** A risk as a model gives it, but for what is given. */
export function givenRisk(given: Pick<RecordedRisk, 'lineId'> & Partial<RecordedRisk>): RecordedRisk {
  const late = given.late ?? 0.5;
  return {
    late,
    lateLow: late,
    lateHigh: late,
    missing: [],
    short: null,
    exception: null,
    deliverP50At: null,
    deliverP90At: null,
    method: 'model',
    methodReason: null,
    modelVersion: 'test/1',
    scoredAt: '2013-06-15T12:00:00.000Z',
    seen: null,
    points: null,
    ...given,
  };
}
