import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { AuditEntry } from '../../domain/audit.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { listAudit } from '../../operations/list-audit.ts';
import type { Connection } from '../connection/connection.type.ts';
import { PageArgs, toPageQuery } from '../connection/page.args.ts';
import { toConnection } from '../connection/to-connection.ts';
import type { Context } from '../context.ts';
import { given } from '../given.ts';
import { Needs } from '../needs.ts';
import { AuditEntryConnectionType, AuditEntryType } from './audit-entry.type.ts';
import { AuditFilterInput } from './audit-filter.input.ts';

@Resolver(() => AuditEntryType)
export class AuditResolver {
  @Query(() => AuditEntryConnectionType, { description: 'Who did what, when and from where; newest first.' })
  @Needs('audit.read')
  async audit(
    @Arg('filter', () => AuditFilterInput, { nullable: true }) filter: AuditFilterInput | null | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { deps }: Context,
  ): Promise<Connection<AuditEntry>> {
    return toConnection('audit', page, await listAudit(deps, { ...given(filter), ...toPageQuery('audit', page) }));
  }

  @FieldResolver(() => String)
  before(@Root() { before }: AuditEntry): string {
    return canonicalJson(before);
  }

  @FieldResolver(() => String)
  after(@Root() { after }: AuditEntry): string {
    return canonicalJson(after);
  }
}
