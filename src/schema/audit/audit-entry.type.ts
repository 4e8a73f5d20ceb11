import { Field, ID, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from '../connection/connection.type.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('AuditActor', { description: 'Who did something.' })
export class AuditActorType {
  @Field(() => ID, { description: 'Such as `key:a1b2`, `user:<issuer>|<subject>` or `system`.' })
  id!: string;

  @Field(() => String, { description: '`key`, `user`, `anonymous` or `system`.' })
  kind!: string;

  @Field(() => String, { description: 'As it was called then.' })
  name!: string;
}

@ObjectType('AuditTarget', { description: 'What something was done to.' })
export class AuditTargetType {
  @Field(() => String, { description: 'Such as `key` or `webhook`.' })
  kind!: string;

  @Field(() => ID)
  id!: string;
}

@ObjectType('AuditEntry', { description: 'One deed in the audit log, which is only ever added to.' })
export class AuditEntryType {
  @Field(() => Int, { description: '1, 2, 3, … without a gap.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: string;

  @Field(() => AuditActorType)
  actor!: AuditActorType;

  @Field(() => String, { description: 'Noun and verb, such as `key.revoke`.' })
  action!: string;

  @Field(() => AuditTargetType, { nullable: true, description: 'Null when it is nothing that has an id.' })
  target!: AuditTargetType | null;

  @Field(() => String, { nullable: true, description: 'The network address; null for the platform itself.' })
  address!: string | null;

  @Field(() => String, { description: '`http`, `websocket`, `sse`, `cli` or `process`.' })
  transport!: string;

  @Field(() => String, { description: 'How the target stood before: canonical JSON, `null` when it was not there.' })
  before!: string;

  @Field(() => String, { description: 'How it stands since: canonical JSON, `null` when it is gone.' })
  after!: string;

  @Field(() => String, { description: 'The hash of the entry before.' })
  previousHash!: string;

  @Field(() => String, { description: 'SHA-256 over everything else, as `docs/audit.md` says.' })
  hash!: string;
}

/** A page of the audit log. */
export const AuditEntryConnectionType = createConnectionType('AuditEntry', () => AuditEntryType);
