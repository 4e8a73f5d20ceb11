import type { FastifyInstance } from 'fastify';
import { ROLES, type Role } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { isLocal } from './caller.ts';

/** Makes a token to try a role with. */
export type MakeDevelopmentToken = (role: Role) => Promise<string>;

/** `GET /dev/token?role=planner` answers with a token as plain text, for requests of this very machine alone. Never in production. */
export function serveDevelopmentToken(app: FastifyInstance, make: MakeDevelopmentToken): void {
  app.get<{ Querystring: { role?: unknown } }>('/dev/token', async ({ raw, query }, reply) => {
    if (!isLocal(raw)) throw new AppError('NOT_FOUND', 'expected a request of this machine, came another');
    const role = ROLES.find((one) => one === query.role);
    if (role === undefined)
      throw new AppError('INPUT_INVALID', `role: expected one of ${ROLES.join(', ')}, such as /dev/token?role=planner`);
    return reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(await make(role));
  });
}
