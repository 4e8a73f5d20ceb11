import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { CarrierCutoff } from '../../domain/record/capacity.ts';

@ObjectType('CarrierCutoff', {
  description: 'The last hand-over of a day to a carrier service at a site, on the wall clock of the site.',
})
export class CarrierCutoffType implements CarrierCutoff {
  @Field(() => ID)
  siteId!: string;

  @Field(() => String, { description: '`17:30`, in the zone of the site.' })
  localTime!: string;

  @Field(() => [Int], { description: 'Days of the week on which there is one, 1 for Monday to 7 for Sunday.' })
  weekdays!: number[];
}
