import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { SiteWorkload } from '../../domain/record/capacity.ts';
import type { Instant } from '../../domain/time.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('SiteWorkload', { description: 'How much work a site has before it, and what it has to do it with.' })
export class SiteWorkloadType implements SiteWorkload {
  @Field(() => DateTimeScalar)
  observedAt!: Instant;

  @Field(() => Int, { description: 'Lines released and not yet picked.' })
  openLines!: number;

  @Field(() => Float, { description: 'Hours of work in those lines, at the site’s usual pace.' })
  queuedHours!: number;

  @Field(() => Float, { description: 'Working hours of all people on shift now, per hour of the clock.' })
  crew!: number;

  @Field(() => Float, { description: 'Working hours left in the shifts of the next 24 hours.' })
  laborHours!: number;

  @Field(() => Int, { description: 'Loading doors.' })
  docks!: number;

  @Field(() => Int, { description: 'Loading doors in use.' })
  docksBusy!: number;
}
