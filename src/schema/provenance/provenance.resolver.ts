import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Provenance } from '../../domain/provenance.ts';
import type { Context } from '../context.ts';
import { Needs } from '../needs.ts';
import { ProvenanceType } from './provenance.type.ts';

@Resolver(() => ProvenanceType)
export class ProvenanceResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the source may have moved on without us: see `staleReason`.' })
  async stale(@Root() provenance: Provenance, @Ctx() { loaders }: Context): Promise<boolean> {
    return (await loaders.staleReason.load(provenance)) !== null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Names the source and what is wrong. Null when not stale.',
  })
  @Needs('internals.read')
  staleReason(@Root() provenance: Provenance, @Ctx() { loaders }: Context): Promise<string | null> {
    return loaders.staleReason.load(provenance);
  }
}
