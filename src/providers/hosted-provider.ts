import { setMaxListeners } from 'node:events';
import { resolve } from 'node:path';
import { z } from 'zod';
import { RecordKindSchema, type RecordKind } from '../domain/record/record.ts';
import type { Clock } from '../domain/time.ts';
import { AppError, isAppError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { checkActOptions, planAction, prepareAction, runAction, type Reach } from './act.ts';
import { checkPage, checkSlots } from './check-page.ts';
import { createConnection, startUp } from './connection.ts';
import {
  unreadableKind,
  type ActionPlan,
  type CallContext,
  type ConnectContext,
  type ProviderDefinition,
} from './define-provider.ts';
import { describeIssue } from './describe-issue.ts';
import { toFailure } from './failure.ts';
import type { ActionOutcome, CheckResult, HostedProvider } from './host.ts';
import { createCaller, PATIENCE, type Patience } from './policy.ts';
import { readPages } from './read-pages.ts';
import type { ParsedSettings } from './settings.ts';

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
  definition: ProviderDefinition,
  parsed: ParsedSettings,
  context: HostContext,
): ClosableProvider {
  const { settings, config, redaction } = parsed;
  const { id } = settings;
  const log = redaction.log(context.log);
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // one listener per call under way
  const caller = createCaller({ settings, redaction, log, patience: { ...PATIENCE, ...context.patience } });
  const connectContext: ConnectContext = {
    providerId: id,
    resolvePath: (path) => resolve(context.baseDir, path),
    now: context.now,
    signal: stop.signal,
    log,
  };
  const connection = createConnection(() => definition.connect(config, connectContext));
  const kinds = startUp(id, redaction, () => definition.reads(config, connectContext));
  const { lookup, webhook, actions = {} } = definition;

  function connectEarly(): void {
    try {
      connection.client();
    } catch (error) {
      if (isAppError(error, 'CONFIG_INVALID')) throw error;
      log.warn({ provider: id, err: messageOf(error) }, 'source cannot be connected; its calls try again');
    }
  }

  /** A broken contract is found outside the door, and is told as inside: by whom, at what, without secrets. */
  function naming<T>(what: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw redaction.error(toFailure(error, id, what));
    }
  }

  function callContext(signal: AbortSignal): CallContext {
    return { signal, log };
  }

  async function check(): Promise<CheckResult> {
    try {
      const { detail } = await caller.once(
        'check',
        async (signal) => definition.check(connection.client(), callContext(signal)),
        stop.signal,
      );
      return { ok: true, detail: redaction.text(detail) };
    } catch (error) {
      return { ok: false, problem: messageOf(error) };
    }
  }

  const read: HostedProvider['read'] = (kind, cursor, signal) => {
    if (!kinds.includes(kind)) throw unreadableKind(definition.type, kind);
    const what = `read ${kind}`;
    return readPages({
      what,
      cursor,
      caller,
      open: (from, readSignal) => definition.read(connection.client(), kind, from, callContext(readSignal)),
      check: (page) => naming(what, () => checkPage(kind, page, redaction)),
      signals: [signal, stop.signal],
    });
  };

  /** The steps of one action, each a call of its own through the door. */
  function reachFor(name: string): Reach {
    return (step, work) =>
      caller.call(`${step} ${name}`, async (signal) => work(connection.client(), callContext(signal)), stop.signal);
  }

  const plan: HostedProvider['plan'] = async (name, input) => {
    const ready = naming(`plan ${name}`, () => prepareAction(actions, name, input));
    return toldClearly(await planAction(ready, reachFor(name)));
  };

  const act: HostedProvider['act'] = async (name, input, options) => {
    const ready = naming(`act ${name}`, () => prepareAction(actions, name, input));
    naming(`act ${name}`, () => checkActOptions(name, options));
    return toldClearly(await runAction(ready, options, reachFor(name)));
  };

  /** What a source says of its reasons may repeat what it was told. */
  function toldClearly<T extends ActionPlan | ActionOutcome>(told: T): T {
    return 'reason' in told ? { ...told, reason: redaction.text(told.reason) } : told;
  }

  const lookUp: HostedProvider['lookup'] = lookup
    ? async (kind, keys) => {
        if (keys.length === 0) return [];
        const what = `lookup ${kind}`;
        const slots = await caller.call(
          what,
          async (signal) => lookup(connection.client(), kind, keys, callContext(signal)),
          stop.signal,
        );
        return naming(what, () => checkSlots(kind, keys, slots));
      }
    : null;

  const receive: HostedProvider['webhook'] = webhook
    ? async (request) => {
        const changed = await caller.once(
          'webhook',
          async () => webhook.changedKinds(connection.client(), request),
          stop.signal,
        );
        return naming('webhook', () => checkKinds(changed, kinds));
      }
    : null;

  startUp(id, redaction, connectEarly);

  return {
    id,
    type: definition.type,
    kinds,
    settings,
    describe: () => ({ type: definition.type, ...settings, ...redaction.fields(config) }),
    check,
    read,
    lookup: lookUp,
    webhook: receive,
    actions: Object.keys(actions),
    plan,
    act,
    close: async () => {
      stop.abort();
      if (!definition.close || !connection.isOpen()) return;
      await caller.once('close', async () => definition.close?.(connection.client()), new AbortController().signal);
    },
  };
}

const Kinds = z.array(RecordKindSchema);

/** The kinds that a webhook named, of those that are read, once each. Throws `PROVIDER_CONTRACT`. */
function checkKinds(changed: unknown, kinds: readonly RecordKind[]): readonly RecordKind[] {
  const named = Kinds.safeParse(changed);
  if (!named.success)
    throw new AppError('PROVIDER_CONTRACT', `expected record kinds, came ${describeIssue(named.error, changed)}`);
  return kinds.filter((kind) => named.data.includes(kind));
}
