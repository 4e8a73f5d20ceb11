import { describe, it } from 'vitest';
import { describeConformance } from '../../../src/providers/index.ts';
import { hasNats } from '../../support/nats.ts';
import { queueUnderTest } from './queue-under-test.ts';
import { useServer } from './use-server.ts';

describe.skipIf(!hasNats())('with a NATS server', () => {
  const server = useServer();

  describeConformance({ describe, it }, 'jetstream', () => queueUnderTest(server().url, server().nats));
});
