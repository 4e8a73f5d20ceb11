import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

/** What a newcomer finds in the editor, one tab each. */
export const DEFAULT_OPERATIONS = [
  `# What waits to be released, the most urgent first,
# and the chance that each line misses its promise.
query WorkFirst {
  queue(kind: RELEASE, first: 10) {
    edges {
      node {
        rank
        score
        line {
          id
          promisedDeliverBy
          promiseRisk {
            late
            deliverP50At
            deliverP90At
          }
        }
      }
    }
  }
}
`,
  `# The head of that queue, then every change of it.
# Start it, then change something in a source.
subscription WatchQueue {
  queueChanged(kind: RELEASE, first: 10) {
    cursor
    snapshot {
      rank
      lineId
      score
    }
    changes {
      change
      lineId
      rank
      previousRank
      score
    }
  }
}
`,
] as const;

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="28" height="28"><circle cx="7" cy="8" r="4" fill="#2f6fed"/>' +
  '<circle cx="25" cy="16" r="4" fill="#2f6fed"/><circle cx="7" cy="24" r="4" fill="#e8a317"/>' +
  '<path d="M10.5 9.5 21.5 14.5M10.5 22.5 21.5 17.5" stroke="#2f6fed" stroke-width="2"/></svg>';

const OPTIONS = {
  title: 'Promisegraph',
  endpoint: '/graphql',
  subscriptionsProtocol: 'WS' as const,
  logo: LOGO,
  favicon: `data:image/svg+xml,${encodeURIComponent(LOGO)}`,
  defaultTabs: DEFAULT_OPERATIONS.map((query) => ({ query })),
};

/** Everything the page needs is in it: the browser may ask this server's API, and nobody else, for anything. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  'worker-src blob:',
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Page {
  readonly html: Buffer;
  readonly gzipped: Buffer;
  readonly etag: string;
}

/** GraphiQL at `/`, in one page of our own. It is read (9 MB, a quarter of that on the wire) when first asked for. */
export function serveGraphiql(app: FastifyInstance): void {
  let page: Promise<Page> | null = null;
  app.get('/', async ({ headers }, reply) => {
    const { html, gzipped, etag } = await (page ??= renderPage());
    void reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-encoding')
      .header('etag', etag);
    if (headers['if-none-match'] === etag) return reply.code(304).send();
    if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) return reply.send(html);
    return reply.header('content-encoding', 'gzip').send(gzipped);
  });
}

async function renderPage(): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = Buffer.from(renderGraphiQL(OPTIONS));
  const etag = `"${createHash('sha256').update(html).digest('base64url')}"`;
  return { html, gzipped: await promisify(gzip)(html), etag };
}
