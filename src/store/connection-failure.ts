/** Codes of a database that is away or going away: node's, PostgreSQL's class 08 and 57P, Prisma's. */
const CODES = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08\w{3}|57P0[123]|P1001|P1002|P1008|P1017|P2024|P2028)$/;
/** Prisma tells PostgreSQL's code only in its text. */
const MESSAGES =
  /connection (terminated|ended|closed|refused)|server (has )?closed the connection|the database system is (starting up|shutting down|in recovery)|is not queryable|timeout exceeded when trying to connect|code: `(08\w{3}|57P0[123])`/i;

/** Whether an error says that the database could not be reached: trying again later can help, and no row is to blame. */
export function isConnectionFailure(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ('code' in at && typeof at.code === 'string' && CODES.test(at.code)) return true;
    if (MESSAGES.test(at.message)) return true;
  }
  return false;
}

/** Whether PostgreSQL cancelled a statement because it took longer than it may. */
export function isStatementTimeout(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++)
    if (/canceling statement due to statement timeout/.test(at.message)) return true;
  return false;
}
