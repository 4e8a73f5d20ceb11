import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Float, ID, InputType } from 'type-graphql';
import type { SimulationInput } from '../../operations/simulation-input.ts';
import { ImaginedHoldEnum } from '../enums.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

type Overlay = { [K in keyof SimulationInput['overlay']]?: SimulationInput['overlay'][K] | null };

@InputType('MoneyInput', { description: 'An amount of one currency.' })
export class MoneyInput {
  @Field(() => GraphQLSafeInt, { description: 'In minor units: cents for USD, whole yen for JPY.' })
  amountMinor!: number;

  @Field(() => String, { description: 'ISO 4217 code, such as `USD`.' })
  currency!: string;
}

@InputType('SimulationOverlay', {
  description:
    'What would be otherwise with every line that is simulated. What is not given stays as it is; at least one field must be.',
})
export class SimulationOverlayInput implements Overlay {
  @Field(() => DateTimeScalar, { nullable: true })
  promisedDeliverBy?: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  promisedShipBy?: string | null;

  @Field(() => DateTimeScalar, { nullable: true })
  requestedDeliverBy?: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Days by which each line’s promise moves; earlier when negative.',
  })
  movePromiseDays?: number | null;

  @Field(() => ID, { nullable: true, description: 'Where it would ship from.' })
  siteId?: string | null;

  @Field(() => ID, { nullable: true, description: 'How it would travel.' })
  carrierServiceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'What would be sent in its place.' })
  itemId?: string | null;

  @Field(() => Float, { nullable: true, description: 'In the line’s unit of measure.' })
  quantity?: number | null;

  @Field(() => MoneyInput, { nullable: true, description: 'What the customer would pay for the line.' })
  value?: MoneyInput | null;

  @Field(() => ImaginedHoldEnum, { nullable: true, description: 'NONE clears every hold; a kind places one more.' })
  hold?: SimulationInput['overlay']['hold'] | null;

  @Field(() => Float, { nullable: true, description: 'Stock of its item at its site, in the line’s unit of measure.' })
  onHand?: number | null;

  @Field(() => Float, { nullable: true, description: 'Part of that stock that is bound to other lines.' })
  boundToOthers?: number | null;

  @Field(() => Float, { nullable: true, description: 'Days by which open supply of its item comes later.' })
  delaySupplyDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'True: released ahead of all that waits at its site.' })
  isFirstAtSite?: boolean | null;
}
