import type { RecordKind } from '../domain/record/record.ts';
import { AppError } from '../errors.ts';
import type { ProviderDefinition } from './define-provider.ts';
import { describeIssue } from './describe-issue.ts';
import { describeKinds } from './describe-kinds.ts';
import type { HostedProvider } from './host.ts';
import { TraitsByKind } from './kind-traits.ts';
import type { Session } from './session.ts';
import { stepBack } from './step-back.ts';

/** What a source says of itself. */
export function createDiscovery(
  definition: ProviderDefinition,
  kinds: readonly RecordKind[],
  traits: TraitsByKind,
  session: Session,
): Pick<HostedProvider, 'offers' | 'discover' | 'stepBack'> {
  const { discover } = definition;
  const offers = describeKinds(definition, kinds, traits);

  async function found(): Promise<TraitsByKind> {
    if (!discover) return {};
    const came: unknown = await session.call('discover', (client, context) => discover(client, context));
    return session.naming('discover', () => checkTraits(came));
  }

  return {
    offers,
    discover: async () => describeKinds(definition, kinds, traits, await found()),
    stepBack: (kind, cursor) => session.naming(`read ${kind}`, () => stepBack(cursor, traits[kind]?.overlapMs ?? 0)),
  };
}

function checkTraits(came: unknown): TraitsByKind {
  const fitting = TraitsByKind.safeParse(came);
  if (fitting.success) return fitting.data;
  throw new AppError(
    'PROVIDER_CONTRACT',
    `expected traits by kind, came ones where ${describeIssue(fitting.error, came)}`,
  );
}
