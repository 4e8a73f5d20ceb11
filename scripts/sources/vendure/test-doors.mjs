import { text } from 'node:stream/consumers';

/** What no user of Vendure can do, for tests on loopback alone: `POST /test/sql` with statements, `POST /test/end-sessions`. */
export function testDoors(vendure) {
  let connection = null;
  let sessions = null;

  async function handle({ url }, body) {
    if (url.endsWith('/sql')) return connection.query(body);
    await connection.query('DELETE FROM session');
    await sessions.clear();
  }

  return {
    open: (app) => {
      connection = app.get(vendure.TransactionalConnection).rawConnection;
      sessions = app.get(vendure.ConfigService).authOptions.sessionCacheStrategy;
    },
    middleware: {
      route: '/test',
      beforeListen: true,
      handler: (request, response) => {
        text(request)
          .then((body) => handle(request, body))
          .then((rows) => response.json(rows ?? null))
          .catch((error) => response.status(500).send(error.message));
      },
    },
  };
}
