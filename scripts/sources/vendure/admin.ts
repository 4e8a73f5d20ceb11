/** What a person at Vendure's dashboard would do: calls of its admin API, signed in as the superadmin. */
export interface Admin {
  /** Throws on every GraphQL error, and on an answer that is one of Vendure's error results. */
  readonly ask: (query: string, variables?: object) => Promise<Reply>;
  /** Signs in, and gives the token. */
  readonly signIn: () => Promise<string>;
  /** Forgets who is signed in, so that the next call signs in again. */
  readonly signOut: () => void;
}

/** The `data` of an answer. */
export type Reply = Readonly<Record<string, unknown>>;

export interface AdminLogin {
  readonly username: string;
  readonly password: string;
}

export function createAdmin(url: string, { username, password }: AdminLogin): Admin {
  let token: Promise<string> | null = null;

  async function post(query: string, variables: object, bearer?: string): Promise<{ reply: Reply; headers: Headers }> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer ? { authorization: `Bearer ${bearer}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: Reply; errors?: unknown };
    if (errors !== undefined || !data)
      throw new Error(`${query.slice(0, 80)}: ${JSON.stringify(errors).slice(0, 500)}`);
    for (const answer of Object.values(data)) refuseErrorResult(answer);
    return { reply: data, headers: response.headers };
  }

  async function signIn(): Promise<string> {
    const login = 'mutation ($u: String!, $p: String!) { login(username: $u, password: $p) { __typename } }';
    const { headers } = await post(login, { u: username, p: password });
    return headers.get('vendure-auth-token') ?? '';
  }

  return {
    signIn,
    signOut: () => {
      token = null;
    },
    ask: async (query, variables = {}) => {
      token ??= signIn();
      return (await post(query, variables, await token)).reply;
    },
  };
}

function refuseErrorResult(answer: unknown): void {
  if (typeof answer === 'object' && answer !== null && 'errorCode' in answer) throw new Error(JSON.stringify(answer));
}
