import { Field, ID, ObjectType } from 'type-graphql';
import type { QueueKind } from '../../domain/queue.ts';
import { QueueKindEnum } from '../enums.ts';
import { Needs } from '../needs.ts';
import { CostOfDelayType } from '../priority/priority.type.ts';
import { PromiseRiskType } from '../promise-risk/promise-risk.type.ts';

@ObjectType('LineOutlook', { description: 'What would be recorded of a line.' })
export class LineOutlookType {
  @Field(() => PromiseRiskType, { nullable: true, description: 'Null when nothing would be promised.' })
  risk!: PromiseRiskType | null;

  @Field(() => CostOfDelayType)
  priority!: CostOfDelayType;

  @Field(() => QueueKindEnum, { nullable: true, description: 'The queue in which it would wait; null when in none.' })
  @Needs('queue.read')
  queue!: QueueKind | null;
}

@ObjectType('SimulatedLine', { description: 'A line as it is now, and as it would be.' })
export class SimulatedLineType {
  @Field(() => ID)
  lineId!: string;

  @Field(() => LineOutlookType)
  now!: LineOutlookType;

  @Field(() => LineOutlookType)
  then!: LineOutlookType;
}

@ObjectType('Simulation', {
  description: 'Lines scored live, as they are and as they would be. Nothing of it is kept.',
})
export class SimulationType {
  @Field(() => [SimulatedLineType], { description: 'Delivered and cancelled lines are left out.' })
  lines!: readonly SimulatedLineType[];

  @Field(() => ID, {
    nullable: true,
    description: 'To go on with as `afterLine`; null at the end of the open book, and for named lines.',
  })
  nextAfterLineId!: string | null;
}
