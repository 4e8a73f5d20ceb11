import { resolve } from 'node:path';
import { AppError, messageOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Action, CallContext, CheckReport, ProviderDefinition } from '../define-provider.ts';
import { egressOf } from '../http/egress.ts';
import { createRemote, type Remote } from './remote.ts';

interface IsolationOptions {
  readonly baseDir: string;
  readonly memoryMb: number;
  readonly log: Log;
}

/**
 * The same provider with everything that reaches its source done in a process of its own. Its client is that process. Answers are checked
 * by the host as those of any provider. Throws `CONFIG_INVALID` for a definition that does not say where it is.
 */
export function isolateDefinition(
  definition: ProviderDefinition,
  { baseDir, memoryMb, log }: IsolationOptions,
): ProviderDefinition {
  const { type, module } = definition;
  if (module === undefined)
    throw new AppError(
      'CONFIG_INVALID',
      `isolate: expected ${type} to say where it is (module: import.meta.url), it does not`,
    );

  const called =
    (member: string) =>
    (client: unknown, ...args: unknown[]) =>
      asRemote(client).call([member], ...split(args));
  const streamed =
    (member: string) =>
    (client: unknown, ...args: unknown[]) =>
      asRemote(client).stream([member], ...split(args));

  // What comes back is of no known type: the host checks all of it.
  const isolated = {
    ...definition,
    connect: (config, { providerId, now }) => {
      const hosts = [...egressOf(config).hosts];
      const start = {
        op: 'start',
        module,
        type,
        config: cloned(config),
        providerId,
        baseDir: resolve(baseDir),
        hosts,
      } as const;
      return createRemote({ start, memoryMb, now, log });
    },
    check: async (client, { signal }) => (await asRemote(client).call(['check'], [], signal)) as CheckReport,
    read: streamed('read'),
    ...(definition.discover ? { discover: called('discover') } : {}),
    ...(definition.readAsOf ? { readAsOf: streamed('readAsOf') } : {}),
    ...(definition.listKeys ? { listKeys: streamed('listKeys') } : {}),
    ...(definition.acknowledge ? { acknowledge: called('acknowledge') } : {}),
    ...(definition.lookup ? { lookup: called('lookup') } : {}),
    ...(definition.listen
      ? {
          listen: (client: unknown, onHints: (hints: never) => void, { signal }: CallContext) =>
            asRemote(client).listen((hints) => onHints(hints as never), signal),
        }
      : {}),
    ...(definition.webhook
      ? {
          webhook: {
            verify: (client: unknown, request: unknown) => asRemote(client).call(['webhook', 'verify'], [request]),
            hints: (client: unknown, request: unknown) => asRemote(client).call(['webhook', 'hints'], [request]),
          },
        }
      : {}),
    ...(definition.actions ? { actions: isolatedActions(definition.actions) } : {}),
    close: async (client) => asRemote(client).stop(),
  } as ProviderDefinition;
  return isolated;
}

function isolatedActions(
  actions: Readonly<Record<string, Action<unknown>>>,
): Readonly<Record<string, Action<unknown>>> {
  return Object.fromEntries(
    Object.entries(actions).map(([name, action]) => {
      const step =
        (member: 'plan' | 'execute' | 'observe') =>
        (client: unknown, ...args: unknown[]) =>
          asRemote(client).call(['actions', name, member], ...split(args));
      return [
        name,
        { ...action, plan: step('plan'), execute: step('execute'), observe: step('observe') } as Action<unknown>,
      ];
    }),
  );
}

/** The arguments that are sent, and the signal of the context behind them. */
function split(args: readonly unknown[]): [readonly unknown[], AbortSignal] {
  const { signal } = args.at(-1) as CallContext;
  return [args.slice(0, -1), signal];
}

function asRemote(client: unknown): Remote {
  return client as Remote;
}

/** Throws `CONFIG_INVALID` for what cannot be sent to another process. */
function cloned(config: unknown): unknown {
  try {
    return structuredClone(config);
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      `isolate: expected settings of plain data, came others (${messageOf(cause)})`,
      {},
      { cause },
    );
  }
}
