import { once } from 'node:events';
import type { Server } from 'node:net';

/** Listens on this machine alone. */
export async function listenOnFreePort(
  server: Server,
  cutAll: () => void,
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      cutAll();
      await closed;
    },
  };
}
