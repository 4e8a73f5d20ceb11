import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { MAX_CONNECTIONS } from './http-limits.ts';

/** Headers that a page of another origin may read of an answer. */
const READABLE = ['RateLimit', 'RateLimit-Policy', 'Retry-After'];

/** Headers that keep answers out of other pages' hands, but for pages of some origins. GraphiQL's page has a policy of its own. */
export async function guardBrowsers(app: FastifyInstance, allows: (origin: string) => boolean): Promise<void> {
  app.server.maxConnections = MAX_CONNECTIONS;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] },
    },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  await app.register(cors, {
    origin: (origin, tell) => tell(null, origin !== undefined && allows(origin)),
    methods: ['GET', 'POST'],
    exposedHeaders: READABLE,
    maxAge: 600,
  });
}
