import type { FastifyInstance } from 'fastify';
import { AppError, messageOf } from '../errors.ts';

/** Takes the port. Resolves to the address a person opens; throws `CONFIG_INVALID` naming `PORT` or `HOST` when it cannot. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw new AppError('CONFIG_INVALID', reasonOf(cause, host, port), { host, port }, { cause });
  }
  const address = app.server.address();
  return `http://${toUrlHost(host)}:${address !== null && typeof address === 'object' ? address.port : port}`;
}

function reasonOf(error: unknown, host: string, port: number): string {
  switch (error instanceof Error && 'code' in error ? error.code : null) {
    case 'EADDRINUSE':
      return `PORT: expected a free port, came ${port}, which another program uses on ${host}: stop it or set PORT`;
    case 'EACCES':
      return `PORT: expected a port that this user may open, came ${port}: set PORT to one from 1024 up`;
    case 'ERR_SOCKET_BAD_PORT':
      return `PORT: expected a number from 0 to 65535, came ${port}`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `HOST: expected a name or address of this machine, came ${host}: set HOST, such as 127.0.0.1 or 0.0.0.0`;
    default:
      return `PORT, HOST: expected to listen on ${host}:${port}: ${messageOf(error)}`;
  }
}

/** An address that stands for every network of the machine cannot be opened everywhere; `localhost` can. */
function toUrlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
