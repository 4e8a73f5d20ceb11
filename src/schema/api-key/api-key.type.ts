import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import type { ApiKey, KeyRefusal } from '../../domain/api-key.ts';
import type { Instant } from '../../domain/time.ts';
import { ApiKeyGrantEnum, ApiKeyRefusalEnum } from '../enums.ts';
import { DateTimeScalar } from '../scalar/date-time.scalar.ts';

@ObjectType('PartnerRows', { description: 'Whose rows a key sees.' })
export class PartnerRowsType {
  @Field(() => String)
  partner!: string;

  @Field(() => [ID], { description: 'Their orders, and what belongs to them.' })
  customerIds!: readonly string[];

  @Field(() => [ID], { nullable: true, description: 'At these sites alone; null: at every site.' })
  siteIds!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Through these channels alone; null: through every channel.' })
  channels!: readonly string[] | null;
}

@ObjectType('ApiKey', {
  description: 'A key that opens this API. Its secret was told when it was made, and is kept nowhere.',
})
export class ApiKeyType implements Omit<ApiKey, 'hash' | 'rows'> {
  @Field(() => ID, { description: 'It stands in the text of the key too.' })
  id!: string;

  @Field(() => String, { description: 'Who has it, and what for.' })
  label!: string;

  @Field(() => [ApiKeyGrantEnum], { description: 'What it may be used for.' })
  grants!: ApiKey['grants'];

  @Field(() => [String], { nullable: true, description: 'Pages that may use it; null: programs and all pages.' })
  allowedOrigins!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Networks that may use it; null: all.' })
  allowedAddresses!: readonly string[] | null;

  @Field(() => DateTimeScalar)
  createdAt!: Instant;

  @Field(() => String, { description: 'Who made it, as the audit log calls them.' })
  createdBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null: it does not end by itself.' })
  expiresAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it is not revoked.' })
  revokedAt!: Instant | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'To the minute; null before its first use.' })
  lastUsedAt!: Instant | null;

  @Field(() => ID, { nullable: true, description: 'The key that took its place; null when none did.' })
  successorId!: string | null;
}

@ObjectType('ApiKeyIssued', { description: 'A new key.' })
export class ApiKeyIssuedType {
  @Field(() => ApiKeyType)
  key!: ApiKeyType;

  @Field(() => String, { description: 'What opens the API. Told this once: keep it safe.' })
  text!: string;
}

@ObjectType('ApiKeyRevoked', { description: 'A key that no longer opens anything.' })
export class ApiKeyRevokedType {
  @Field(() => ApiKeyType)
  key!: ApiKeyType;
}

@ObjectType('ApiKeyRefused', { description: 'Why there is no such key.' })
export class ApiKeyRefusedType implements KeyRefusal {
  @Field(() => ApiKeyRefusalEnum, { name: 'reason' })
  refused!: KeyRefusal['refused'];
}

export const CreateApiKeyResult = createUnionType({
  name: 'CreateApiKeyResult',
  types: () => [ApiKeyIssuedType, ApiKeyRefusedType] as const,
  resolveType: (value) => ('text' in value ? ApiKeyIssuedType : ApiKeyRefusedType),
});

export const RotateApiKeyResult = createUnionType({
  name: 'RotateApiKeyResult',
  types: () => [ApiKeyIssuedType, ApiKeyRefusedType] as const,
  resolveType: (value) => ('text' in value ? ApiKeyIssuedType : ApiKeyRefusedType),
});

export const RevokeApiKeyResult = createUnionType({
  name: 'RevokeApiKeyResult',
  types: () => [ApiKeyRevokedType] as const,
  resolveType: () => ApiKeyRevokedType,
});
