import { Field, ID, InputType, Int } from 'type-graphql';
import { MAX_OVERLAP_DAYS, type ApiKey, type KeyWish } from '../../domain/api-key.ts';
import type { Instant } from '../../domain/time.ts';
import { ApiKeyGrantEnum } from '../enums.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@InputType('PartnerRowsInput', { description: 'Whose rows a key sees.' })
export class PartnerRowsInput {
  @Field(() => String)
  partner!: string;

  @Field(() => [ID], { description: 'Their orders, and what belongs to them. At least one.' })
  customerIds!: string[];

  @Field(() => [ID], { nullable: true, description: 'At these sites alone; null: at every site.' })
  siteIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Through these channels alone; null: through every channel.' })
  channels?: string[] | null;
}

@InputType('CreateApiKeyInput')
export class CreateApiKeyInput {
  @Field(() => String, { description: 'Who has it, and what for.' })
  label!: string;

  @Field(() => [ApiKeyGrantEnum], {
    description: 'What it may be used for: scopes for a partner, roles for a tool of your own.',
  })
  grants!: ApiKey['grants'];

  @Field(() => PartnerRowsInput, { nullable: true, description: 'Null: it sees all rows.' })
  partner?: PartnerRowsInput | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Pages that may use it, such as `https://portal.example`; null: programs and all pages.',
  })
  allowedOrigins?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Networks that may use it, such as `203.0.113.0/24`; null: all.',
  })
  allowedAddresses?: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; null: not by itself.' })
  expiresAt?: Instant | null;
}

@InputType('RotateApiKeyInput')
export class RotateApiKeyInput {
  @Field(() => ID)
  id!: string;

  @Field(() => Int, {
    defaultValue: 7,
    description: `Days that the old key goes on working, 0 to ${MAX_OVERLAP_DAYS}.`,
  })
  overlapDays!: number;
}

@InputType('RevokeApiKeyInput')
export class RevokeApiKeyInput {
  @Field(() => ID)
  id!: string;
}

/** What is wanted of a new key; what was not said is open. */
export function toWish(input: CreateApiKeyInput): KeyWish {
  const { label, grants, partner, allowedOrigins = null, allowedAddresses = null, expiresAt = null } = input;
  const rows: KeyWish['rows'] = partner
    ? { kind: 'partner', ...partner, siteIds: partner.siteIds ?? null, channels: partner.channels ?? null }
    : { kind: 'all' };
  return { label, grants, rows, allowedOrigins, allowedAddresses, expiresAt };
}
