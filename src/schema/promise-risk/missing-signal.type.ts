import { Field, ObjectType } from 'type-graphql';
import type { SignalGroup } from '../../operations/explain-risks.ts';
import { SignalGroupEnum } from '../enums.ts';

@ObjectType('MissingSignal', {
  description: 'A fact that a score usually rests on and that no source has told of this line.',
})
export class MissingSignalType {
  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'What it is about.' })
  title!: string;

  @Field(() => SignalGroupEnum)
  group!: SignalGroup;
}
