import { readFileSync } from 'node:fs';
import cds from '@sap/cds';

/**
 * A sales service of CAP on loopback. It is copied beside its model into a folder of its own, and run there:
 *
 *   node server.mjs build FILE   makes db.sqlite with the statements of a file in it
 *   node server.mjs serve        answers on PORT
 *   node server.mjs sql          runs the statements that come in, for what no user can do
 */
const [command, file] = process.argv.slice(2);
cds.root = process.cwd();

if (command === 'build') {
  await deploy();
  await run(readFileSync(file, 'utf8'));
} else if (command === 'sql') {
  await run(readFileSync(0, 'utf8'));
} else {
  guard();
  await cds.server({ port: Number(process.env.PORT), service: 'all' });
}

async function deploy() {
  await cds.connect.to('db');
  await cds.deploy('*').to('db');
  await cds.disconnect?.();
}

async function run(statements) {
  const { default: Database } = await import('better-sqlite3');
  const database = new Database('db.sqlite', { timeout: 10_000 });
  database.exec(statements);
  database.close();
}

/** What is shipped can be held no more, whoever asks. */
function guard() {
  cds.on('served', ({ Sales }) => {
    Sales.prepend(() =>
      Sales.before('UPDATE', 'Orders', async (request) => {
        if (!request.data.block) return;
        const order = await cds.ql.SELECT.one.from(request.subject).columns('status');
        if (order?.status === 'SHIPPED') request.reject(422, 'it is shipped');
      }),
    );
  });
}
