import { ProviderError, z, type ProviderErrorKind } from '../../src/providers/index.ts';

/** One of the `errors` of a GraphQL answer, which comes with status 200. */
export const GraphqlFailure = z.object({
  message: z.string(),
  extensions: z.looseObject({ code: z.string().default('') }).default({ code: '' }),
});
export type GraphqlFailure = z.output<typeof GraphqlFailure>;

/** Codes of Vendure 3 (`packages/core/src/common/error`) and of Apollo Server 4. Anything else is trouble inside the shop. */
const KINDS: Readonly<Record<string, ProviderErrorKind>> = {
  FORBIDDEN: 'auth',
  UNAUTHORIZED: 'auth',
  CHANNEL_NOT_FOUND: 'config',
  ENTITY_NOT_FOUND: 'notFound',
  USER_INPUT_ERROR: 'rejected',
  ILLEGAL_OPERATION: 'rejected',
  LIST_QUERY_LIMIT_EXCEEDED: 'config',
  GRAPHQL_VALIDATION_FAILED: 'config', // mostly a custom field that the shop does not have
  GRAPHQL_PARSE_FAILED: 'bug',
  BAD_USER_INPUT: 'bug',
  BAD_REQUEST: 'bug',
};

/** What the errors of an answer mean: the first one decides. Messages of Vendure are sentences of its own, without data of customers. */
export function failureOf(what: string, [first]: readonly GraphqlFailure[]): ProviderError {
  const { message, extensions } = first ?? { message: 'no reason', extensions: { code: '' } };
  const kind = KINDS[extensions.code] ?? 'transient';
  const advice = kind === 'config' ? ': compare `fields`, `pageSize` and `channelToken` with the shop' : '';
  const said = message.replace(/\s+/g, ' ').trim().slice(0, 300);
  return new ProviderError(kind, `${what}: Vendure says ${extensions.code || 'an error'}: ${said}${advice}`);
}

/** The member of a mutation's union that says no. Other members bear no `errorCode`. */
export const ErrorResult = z.object({
  errorCode: z.string(),
  message: z.string(),
  transitionError: z.string().optional(),
});

/** Throws when the answer of a mutation is one of Vendure's error results: the shop understood, and said no. */
export function refuseErrorResult(what: string, answer: unknown): void {
  const refused = ErrorResult.safeParse(answer).data;
  if (!refused) return;
  const { errorCode, message, transitionError } = refused;
  throw new ProviderError('rejected', `${what}: Vendure says ${errorCode}: ${transitionError ?? message}`);
}
