import { Field, ID, ObjectType } from 'type-graphql';
import type { Viewer } from '../../domain/viewer.ts';
import type { Instant } from '../../domain/time.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('Viewer', { description: 'Who asks.' })
export class ViewerType implements Pick<Viewer, 'id' | 'name' | 'grants' | 'expiresAt'> {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'The label of a key, or the name of a person.' })
  name!: string;

  @Field(() => [String], { description: 'Roles, and what a key is good for.' })
  grants!: Viewer['grants'];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the key or token ends; null when it does not.' })
  expiresAt!: Instant | null;
}
