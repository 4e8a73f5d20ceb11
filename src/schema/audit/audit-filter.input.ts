import { Field, ID, InputType } from 'type-graphql';
import type { AuditFilter } from '../../domain/audit.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

type Filter = { [K in keyof AuditFilter]: AuditFilter[K] | null };

@InputType('AuditFilter', { description: 'Every given field must match; null is as good as not given.' })
export class AuditFilterInput implements Filter {
  @Field(() => ID, { nullable: true })
  actorId?: string | null;

  @Field(() => String, { nullable: true })
  action?: string | null;

  @Field(() => String, { nullable: true })
  targetKind?: string | null;

  @Field(() => ID, { nullable: true })
  targetId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  before?: string | null;
}
