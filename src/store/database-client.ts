import pg from 'pg';
import { AppError, messageOf } from '../errors.ts';

/** The oldest PostgreSQL whose SQL we speak. */
const OLDEST = 14;
const CONNECT_TIMEOUT_MS = 10_000;

/** Works on one connection of its own. Throws CONFIG_INVALID when the database cannot be used as it is configured. */
export async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = createClient(connectionString);
  client.on('error', () => undefined); // the query that is under way fails by itself
  try {
    await client.connect().catch((cause: unknown) => {
      throw unreachable(client, cause);
    });
    await refuseOldServer(client);
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The URL under which unqualified names mean those of one schema. */
export function urlWithSearchPath(connectionString: string, schema: string): string {
  const url = new URL(connectionString);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', [given, `-c search_path=${schema}`].filter(Boolean).join(' '));
  return url.href;
}

function createClient(connectionString: string): pg.Client {
  if (!URL.canParse(connectionString) || !/^postgres(ql)?:$/.test(new URL(connectionString).protocol)) {
    throw new AppError(
      'CONFIG_INVALID',
      'DATABASE_URL: expected postgresql://user@host:port/database, with a password where one is needed, came something that is not such a URL',
    );
  }
  return new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
}

/** Never shows the URL itself, which holds the password. */
function unreachable({ host, port, database }: pg.Client, cause: unknown): AppError {
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : cause; // one for each address of the host
  return new AppError(
    'CONFIG_INVALID',
    `cannot connect to database ${database} at ${host}:${port}: ${messageOf(first)}; check DATABASE_URL and that the server runs`,
    { host, port, database },
    { cause },
  );
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  const version = rows[0]?.server_version ?? '0';
  if (Number.parseInt(version, 10) >= OLDEST) return;
  throw new AppError(
    'CONFIG_INVALID',
    `expected PostgreSQL ${OLDEST} or newer at ${client.host}:${client.port}, found ${version}: upgrade it, or set DATABASE_URL to another server`,
    { version },
  );
}
