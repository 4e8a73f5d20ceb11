import { Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.ts';
import { Needs } from '../needs.ts';
import { LinkReportType } from './link-report.type.ts';

@Resolver()
export class LinksResolver {
  @Query(() => [LinkReportType], {
    description:
      'What is known to be the same thing at different sources, and what is not; empty where no links are declared.',
  })
  @Needs('internals.read')
  async links(@Ctx() { answers }: Context): Promise<readonly LinkReportType[]> {
    const reports = await answers.listLinks();
    return reports.map(({ rule: { kind, source, home }, ...report }) => ({ kind, source, home, ...report }));
  }
}
