import { CAPABILITIES, type Capability } from '../domain/capability.ts';
import { KEY_SCOPES, ROLES, type KeyScope, type Role, type Viewer } from '../domain/viewer.ts';

/** Who holds a capability. */
interface Holders {
  readonly roles: readonly Role[];
  /** What a partner's key must be good for. */
  readonly scopes: readonly KeyScope[];
}

const EVERYONE = ROLES;

/**
 * The whole of who may do what. A capability without a scope is out of every partner's reach, whatever its key says.
 * `docs/authorization.md` shows it; a test keeps both equal.
 */
export const PERMISSIONS: Readonly<Record<Capability, Holders>> = {
  'self.read': { roles: EVERYONE, scopes: KEY_SCOPES },
  'orders.read': { roles: EVERYONE, scopes: ['orders:read'] },
  'customers.read': { roles: EVERYONE, scopes: ['orders:read'] },
  'shipments.read': { roles: EVERYONE, scopes: ['shipments:read'] },
  'inventory.read': { roles: EVERYONE, scopes: ['inventory:read'] },
  'risk.read': { roles: EVERYONE, scopes: ['risk:read'] },
  'queue.read': { roles: EVERYONE, scopes: ['queue:read'] },
  'exceptions.read': { roles: EVERYONE, scopes: ['exceptions:read'] },
  'exceptions.assign': { roles: ['planner', 'customer-service', 'operator', 'admin'], scopes: [] },
  simulate: { roles: ['planner', 'customer-service', 'admin'], scopes: ['simulate'] },
  'providers.read': { roles: EVERYONE, scopes: [] },
  'economics.read': { roles: ['planner', 'finance', 'admin'], scopes: [] },
  'internals.read': { roles: ['planner', 'customer-service', 'operator', 'admin'], scopes: [] },
  'subgraph.read': { roles: EVERYONE, scopes: [] },
  'keys.manage': { roles: ['admin'], scopes: [] },
  'webhooks.manage': { roles: ['operator', 'admin'], scopes: [] },
  'documents.manage': { roles: ['operator', 'admin'], scopes: [] },
  'audit.read': { roles: ['admin'], scopes: [] },
};

/**
 * What a viewer may do, in the order of the table. Who sees the rows of a partner gets it from scopes alone: a role that was given to a
 * partner's key by mistake gives nothing. Everyone, even who is unknown, may ask who they are.
 */
export function capabilitiesOf({ grants, rows }: Pick<Viewer, 'grants' | 'rows'>): readonly Capability[] {
  return CAPABILITIES.filter((capability) => {
    const { roles, scopes } = PERMISSIONS[capability];
    const holders: readonly string[] = rows.kind === 'partner' ? scopes : [...roles, ...scopes];
    return capability === 'self.read' || grants.some((grant) => holders.includes(grant));
  });
}
