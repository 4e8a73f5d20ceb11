import type { FastifyInstance } from 'fastify';
import { messageOf } from '../errors.ts';

/** Whether the process can do its work, and what it looked at to know: a line for people per check. */
export interface Readiness {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** `/livez`: the process is up. `/readyz`: it can answer; otherwise 503 with the reasons. */
export function serveHealth(app: FastifyInstance, ready: () => Promise<Readiness>): void {
  app.get('/livez', (_, reply) => reply.header('cache-control', 'no-store').send({ ok: true }));
  app.get('/readyz', async (_, reply) => {
    const readiness = await ready().catch((error: unknown): Readiness => {
      return { ok: false, checks: { ready: messageOf(error) } };
    });
    return reply
      .code(readiness.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  });
}
