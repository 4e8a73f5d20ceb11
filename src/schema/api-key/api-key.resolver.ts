import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { whyRefused, type ApiKey, type KeyRefusal } from '../../domain/api-key.ts';
import { createKey, type IssuedKey } from '../../operations/create-key.ts';
import { listKeys } from '../../operations/list-keys.ts';
import { revokeKey } from '../../operations/revoke-key.ts';
import { rotateKey } from '../../operations/rotate-key.ts';
import type { Context } from '../context.ts';
import { Needs } from '../needs.ts';
import { CreateApiKeyInput, RevokeApiKeyInput, RotateApiKeyInput, toWish } from './api-key.input.ts';
import {
  ApiKeyRefusedType,
  ApiKeyType,
  CreateApiKeyResult,
  PartnerRowsType,
  RevokeApiKeyResult,
  RotateApiKeyResult,
} from './api-key.type.ts';

@Resolver(() => ApiKeyType)
export class ApiKeyResolver {
  @Query(() => [ApiKeyType], { description: 'The newest first, at most 1,000; those that no longer work too.' })
  @Needs('keys.manage')
  apiKeys(@Ctx() { deps }: Context): Promise<readonly ApiKey[]> {
    return listKeys(deps);
  }

  @Mutation(() => CreateApiKeyResult, { description: 'Makes a key. Its text is in this answer and never told again.' })
  @Needs('keys.manage')
  createApiKey(
    @Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput,
    @Ctx() { deps, doer }: Context,
  ): Promise<IssuedKey | KeyRefusal> {
    return createKey(deps, doer, toWish(input));
  }

  @Mutation(() => RotateApiKeyResult, {
    description: 'Puts a new key in the place of one, with the same rights. Both work until the overlap ends.',
  })
  @Needs('keys.manage')
  rotateApiKey(
    @Arg('input', () => RotateApiKeyInput) { id, overlapDays }: RotateApiKeyInput,
    @Ctx() { deps, doer }: Context,
  ): Promise<IssuedKey | KeyRefusal> {
    return rotateKey(deps, doer, id, overlapDays);
  }

  @Mutation(() => RevokeApiKeyResult, { description: 'Ends a key within five seconds, for what it has open too.' })
  @Needs('keys.manage')
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput) { id }: RevokeApiKeyInput,
    @Ctx() { deps, doer }: Context,
  ): Promise<{ readonly key: ApiKey }> {
    return { key: await revokeKey(deps, doer, id) };
  }

  @FieldResolver(() => PartnerRowsType, { nullable: true, description: 'Null: it sees all rows.' })
  partner(@Root() { rows }: ApiKey): PartnerRowsType | null {
    return rows.kind === 'partner' ? rows : null;
  }
}

@Resolver(() => ApiKeyRefusedType)
export class ApiKeyRefusedResolver {
  @FieldResolver(() => String, { description: 'The same for people.' })
  message(@Root() refusal: KeyRefusal): string {
    return whyRefused(refusal);
  }
}
