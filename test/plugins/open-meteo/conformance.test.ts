import { describe, it } from 'vitest';
import { describeConformance } from '../../../src/providers/index.ts';
import { openStub } from './stub.ts';

const NO_ORDERS = 'the weather knows no orders';
const HOUR_MS = 3_600_000;

describeConformance({ describe, it }, 'open-meteo', async () => {
  const stub = await openStub();
  stub.weather.set(52.5, { gusts: { '2026-01-06T10': 70, '2026-01-06T11': 80 }, snow: { '2026-01-07T05': 3 } });
  stub.weather.set(53.7, { codes: { '2026-01-06T03': 66 } });

  return {
    provider: stub.provider({ apiKey: 'key-of-a-customer', pointsPerCall: 100 }),
    now: stub.now,
    secrets: ['key-of-a-customer'],
    unreachable: stub.provider({ url: 'http://127.0.0.1:1', apiKey: 'key-of-a-customer' }),
    faulty: { upstream: stub.url, through: (url) => stub.provider({ url, pointsPerCall: 100 }) },
    change: async () => {
      stub.weather.set(52.5, { gusts: { '2026-01-06T10': 70, '2026-01-06T12': 110 } });
      stub.wait(HOUR_MS);
      return { kind: 'condition', key: 'site:BER/wind/2026-01-06' };
    },
    remove: async () => {
      stub.weather.delete(53.7);
      stub.wait(HOUR_MS);
      return { kind: 'condition', key: 'lane:BER-north/ice/2026-01-06' };
    },
    close: stub.close,
    skips: {
      'C01.4': 'what the API answers to a key that it does not know is not in its public documentation',
      'C01.5': 'there are no sessions: nobody signs in',
      'C03.4': 'a forecast is told whole: no time orders its conditions',
      'C04.1': 'a forecast is told whole: nothing of it shows late',
      'C05.1': NO_ORDERS,
      'C05.2': NO_ORDERS,
      'C06.2': NO_ORDERS,
      'C06.3':
        'a forecast without any condition says that the weather will be fine: what was told of days to come is taken back',
      'C07.3': 'nothing is hidden from anyone',
    },
  };
});
