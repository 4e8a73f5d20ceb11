import { isAppError, ProviderError, z, type ConnectContext } from '../../src/providers/index.ts';
import type { SignIn } from './config.ts';

/** The headers by which the service knows us, as of now. */
export type Credentials = (signal: AbortSignal) => Promise<Readonly<Record<string, string>>>;

const TokenReply = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().optional() });

interface Token {
  readonly token: string;
  readonly untilMs: number;
}

/** Milliseconds before its end at which a token is no longer used. */
const EARLY_MS = 60_000;
/** Seconds that a token lasts which does not say. */
const LASTS_S = 600;

/** Reaches nobody yet: a token is asked for when it is first needed, once for calls that come together. */
export function createCredentials(
  signIn: SignIn | null,
  { http, now }: Pick<ConnectContext, 'http' | 'now'>,
): Credentials {
  if (signIn === null) return async () => ({});
  if ('username' in signIn) {
    const pair = Buffer.from(`${signIn.username}:${signIn.password}`).toString('base64');
    return async () => ({ authorization: `Basic ${pair}` });
  }
  if ('token' in signIn) return async () => ({ authorization: `Bearer ${signIn.token}` });
  if ('header' in signIn) return async () => ({ [signIn.header]: signIn.value });

  const { tokenUrl, clientId, clientSecret, scope } = signIn;
  let known: Token | null = null;
  let asking: Promise<Token> | null = null;

  async function ask(signal: AbortSignal): Promise<Token> {
    const reply = await http({ baseUrl: tokenUrl })
      .request('', {
        form: {
          grant_type: 'client_credentials',
          client_id: clientId,
          client_secret: clientSecret,
          ...(scope === undefined ? {} : { scope }),
        },
        signal,
      })
      .catch((error: unknown) => {
        throw isAppError(error, 'PROVIDER_REJECTED') // RFC 6749, 5.2: unknown clients are told so with 400
          ? new ProviderError('auth', error.message, {}, { cause: error })
          : error;
      });
    const { access_token, expires_in = LASTS_S } = reply.json(TokenReply);
    return { token: access_token, untilMs: Date.parse(now()) + expires_in * 1_000 - EARLY_MS };
  }

  return async (signal) => {
    if (!known || known.untilMs <= Date.parse(now())) {
      asking ??= ask(signal).finally(() => (asking = null));
      known = await asking;
    }
    return { authorization: `Bearer ${known.token}` };
  };
}
