import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { AppError, defineProvider, ProviderError, z } from '../../../src/providers/index.ts';

/** A provider that does what it must not, as a lookup tells it to. */
export const hostile = defineProvider({
  type: 'hostile',
  module: import.meta.url,
  config: z.object({ url: z.url().default('http://127.0.0.1:1') }),
  reads: () => ['order'],
  connect: (_, { providerId }) => ({ providerId }),
  check: ({ providerId }) => Promise.resolve({ detail: `${providerId} in process ${process.pid}` }),
  async *read() {
    for (let page = 1; page <= 3; page += 1) {
      await Promise.resolve();
      yield { records: [], deletes: [`SO-${page}`], cursor: { page } };
    }
  },
  async lookup(_, __, [deed = ''], { log }) {
    const held: unknown[] = [];
    if (deed === 'output') for (let times = 0; times < 100; times += 1) writeSync(1, Buffer.alloc(1024 ** 2));
    while (deed === 'flood') {
      for (let times = 0; times < 100; times += 1) log.info('x'.repeat(100));
      await setImmediate();
    }
    while (deed === 'endless') writeNow(Buffer.alloc(1024 ** 2, 0xff)); // a message that says it has 4 GB
    if (deed === 'exit') process.exit(3);
    if (deed === 'loop') for (;;);
    if (deed === 'memory') for (;;) held.push(Array.from({ length: 100_000 }, (_, at) => ({ at })));
    if (deed === 'timer')
      setTimeout(() => {
        throw new Error('in a timer');
      });
    if (deed === 'rejection') void Promise.reject(new Error('unhandled'));
    if (deed === 'timer' || deed === 'rejection') await new Promise(() => undefined);
    if (deed === 'conflict') throw new ProviderError('conflict', 'it moved');
    if (deed === 'forbidden') throw new AppError('FORBIDDEN', 'not you');
    if (deed === 'environment') return [JSON.stringify(process.env)];
    return [null];
  },
});

/** To the platform, past all that would stop it. */
function writeNow(bytes: Buffer): void {
  try {
    writeSync(3, bytes);
  } catch {
    // the pipe is full
  }
}
