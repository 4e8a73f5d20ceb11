import { expect, it } from 'vitest';
import { createNearbyNotices } from '../../src/store/nearby-notices.ts';

it('who listens in this process is told directly, and the database only while nobody here does', async () => {
  const told: string[] = [];
  const afar = { send: () => Promise.resolve(void told.push('afar')) };
  const notices = createNearbyNotices(afar);
  const listener = (): void => void told.push('here');

  await notices.send();
  const [stopOne, stopOther] = [notices.onNotice(listener), notices.onNotice(listener)];
  await notices.send();
  stopOne();
  await notices.send();
  stopOther();
  await notices.send();

  expect(told).toEqual(['afar', 'here', 'here', 'here', 'afar']);
});
