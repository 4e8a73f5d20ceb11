import { resolve } from 'node:path';
import type { Clock } from '../domain/time.ts';
import { isAppError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { createActing } from './acting.ts';
import { checkPage } from './check-page.ts';
import { startUp } from './connection.ts';
import { unreadableKind, type ConnectContext, type ProviderDefinition } from './define-provider.ts';
import { createDiscovery } from './discovery.ts';
import type { CheckResult, HostedProvider } from './host.ts';
import { createHttp } from './http/create-http.ts';
import { egressOf } from './http/egress.ts';
import { isolateDefinition } from './isolation/isolate-definition.ts';
import type { Patience } from './policy.ts';
import { createReceiving } from './receiving.ts';
import { createSession } from './session.ts';
import type { ParsedSettings } from './settings.ts';
import { createSweeping } from './sweeping.ts';

/** What the platform gives to its sources. */
export interface HostContext {
  /** Where relative paths of a configuration start. */
  readonly baseDir: string;
  readonly now: Clock;
  readonly log: Log;
  /** Other than the usual patience with sources; for tests. */
  readonly patience?: Partial<Patience>;
}

/** A source that can be let go. */
export interface ClosableProvider extends HostedProvider {
  /** Stops every call and frees what the client holds. */
  readonly close: () => Promise<void>;
}

/**
 * Builds one source behind its door. Throws `CONFIG_INVALID` when what the operator gave cannot work; any other trouble is the
 * source's own and is told by its calls.
 */
export function hostProvider(
  given: ProviderDefinition,
  parsed: ParsedSettings,
  context: HostContext,
): ClosableProvider {
  const { settings, config, redaction } = parsed;
  const { id, isolate, memoryMb } = settings;
  const log = redaction.log(context.log);
  const definition = isolate
    ? startUp(id, redaction, () => isolateDefinition(given, { baseDir: context.baseDir, memoryMb, log }))
    : given;
  const connectContext: Omit<ConnectContext, 'signal'> = {
    providerId: id,
    resolvePath: (path) => resolve(context.baseDir, path),
    now: context.now,
    http: createHttp(egressOf(config)),
    log,
  };
  const session = createSession({
    definition,
    parsed,
    connect: (signal) => definition.connect(config, { ...connectContext, signal }),
    log,
    patience: context.patience ?? {},
  });
  const kinds = startUp(id, redaction, () => definition.reads(config, connectContext)).filter(
    (kind) => !settings.omitKinds.includes(kind),
  );
  const traits = startUp(id, redaction, () => definition.traits?.(config, connectContext) ?? {});

  function connectEarly(): void {
    try {
      session.connect();
    } catch (error) {
      if (isAppError(error, 'CONFIG_INVALID')) throw error;
      log.warn({ provider: id, err: messageOf(error) }, 'source cannot be connected; its calls try again');
    }
  }

  async function check(): Promise<CheckResult> {
    try {
      const { detail } = await session.once('check', (client, call) => definition.check(client, call));
      return { ok: true, detail: redaction.text(detail) };
    } catch (error) {
      return { ok: false, problem: messageOf(error) };
    }
  }

  const read: HostedProvider['read'] = (kind, cursor, signal) => {
    if (!kinds.includes(kind)) throw unreadableKind(definition.type, kind);
    return session.pages(`read ${kind}`, {
      cursor,
      open: (client, from, call) => definition.read(client, kind, from, call),
      check: (page) => checkPage(kind, page, redaction),
      signal,
    });
  };

  startUp(id, redaction, connectEarly);

  return {
    id,
    type: definition.type,
    kinds,
    settings,
    describe: () => ({ type: definition.type, ...settings, ...redaction.fields(config) }),
    check,
    read,
    ...createDiscovery(definition, kinds, traits, session),
    ...createSweeping(definition, { session, redaction }),
    ...createReceiving(definition, { session, kinds, now: context.now }),
    ...createActing(definition, { session, redaction }),
    close: session.close,
  };
}
