import { ProviderError, z } from '../../src/providers/index.ts';

/** What Tryton answers when a call failed: the sort of failure first. Sorts of its own have a name; others are a text and a traceback. */
export const RpcFailure = z.tuple([z.string()]).rest(z.unknown());
export type RpcFailure = z.output<typeof RpcFailure>;

const Words = z.array(z.unknown());

/** What a failed call means. The traceback stays out: it may quote data. */
export function failureOf(method: string, [sort, details, traceback]: RpcFailure): ProviderError {
  const [first, second] = Words.safeParse(details).data ?? [details];
  switch (sort) {
    case 'UserError':
      return new ProviderError('rejected', `${method}: ${sentence(first)}`);
    case 'UserWarning': // name, message, description
      return new ProviderError('rejected', `${method}: Tryton asks a person to confirm: ${sentence(second)}`);
    case 'ConcurrencyException':
      return new ProviderError('conflict', `${method}: the record was changed in the meantime`);
    case 'LoginException':
      return new ProviderError('auth', `expected a user who signs in with a password alone, Tryton asks for more`);
    default:
      return isDatabaseTrouble(`${sort} ${String(details)} ${String(traceback)}`)
        ? new ProviderError('transient', `${method}: Tryton has trouble with its database`)
        : new ProviderError(
            'bug',
            `${method}: expected an answer, came the failure ${JSON.stringify(sort.slice(0, 200))}`,
          );
  }
}

function isDatabaseTrouble(text: string): boolean {
  return /OperationalError|InterfaceError|database is locked|connection (already )?closed/i.test(text);
}

function sentence(value: unknown): string {
  const text = typeof value === 'string' ? value : 'no reason';
  return text.replace(/\s+/g, ' ').trim().slice(0, 300);
}
