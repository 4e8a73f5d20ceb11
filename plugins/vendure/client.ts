import { ProviderError, z, type ConnectContext } from '../../src/providers/index.ts';
import type { VendureConfig } from './config.ts';
import { ErrorResult, failureOf, GraphqlFailure } from './failure.ts';

/** Vendure's admin API as one verb; the only file that knows how to be let in. */
export interface VendureClient {
  readonly config: VendureConfig;
  readonly ask: <T>(question: Question<T>, signal: AbortSignal) => Promise<T>;
}

export interface Question<T> {
  /** For messages, such as `orders`. */
  readonly what: string;
  readonly query: string;
  readonly variables?: object;
  /** Of the answer's `data`. */
  readonly data: z.ZodType<T>;
}

type Credentials = Readonly<Record<string, string>>;

const Answer = z.object({ data: z.unknown().optional(), errors: z.array(GraphqlFailure).optional() });
const TOKEN_HEADER = 'vendure-auth-token';
const LOGIN = `mutation ($username: String!, $password: String!) {
  login(username: $username, password: $password) { ... on ErrorResult { errorCode message } }
}`;

/** Signs in with the first call. A session that has ended shows as `auth`, and the host then makes another client. */
export function createClient(config: VendureConfig, { http }: Pick<ConnectContext, 'http'>): VendureClient {
  const { url, signIn, channelToken } = config;
  const admin = http({ baseUrl: url, headers: channelToken === null ? {} : { 'vendure-token': channelToken } });
  let credentials: Promise<Credentials> | null = null;

  async function post<T>(
    { what, query, variables = {}, data }: Question<T>,
    headers: Credentials,
    signal: AbortSignal,
  ) {
    const reply = await admin.request('', { signal, headers, json: { query, variables }, answers: [400] });
    const answer = reply.json(Answer);
    if (answer.errors && answer.errors.length > 0) throw failureOf(what, answer.errors);
    const fitting = data.safeParse(answer.data);
    if (fitting.success) return { data: fitting.data, headers: reply.headers };
    const [issue] = fitting.error.issues;
    throw new ProviderError('bug', `${what}: at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unexpected'}`);
  }

  async function letIn(signal: AbortSignal): Promise<Credentials> {
    if ('apiKey' in signIn) return { 'vendure-api-key': signIn.apiKey };
    const data = z.object({ login: z.union([ErrorResult, z.object({})]) });
    const { data: reply, headers } = await post({ what: 'login', query: LOGIN, variables: signIn, data }, {}, signal);
    if ('errorCode' in reply.login)
      throw new ProviderError('auth', `login: expected a user whom Vendure knows, came ${reply.login.errorCode}`);
    const token = headers.get(TOKEN_HEADER);
    if (token === null)
      throw new ProviderError(
        'config',
        'login: expected a token: add `bearer` to `authOptions.tokenMethod` of the shop',
      );
    return { authorization: `Bearer ${token}` };
  }

  return {
    config,
    ask: async (question, signal) => {
      credentials ??= letIn(signal).catch((error: unknown) => {
        credentials = null; // so that the next call tries anew
        throw error;
      });
      return (await post(question, await credentials, signal)).data;
    },
  };
}
