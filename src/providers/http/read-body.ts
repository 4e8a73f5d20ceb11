import { ProviderError } from '../provider-error.ts';
import { connectionFailure } from './fetch-following.ts';

interface ReadBodyOptions {
  /** Names the request in errors. */
  readonly what: string;
  /** Unpacked. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** The whole body. One that is too large is refused as soon as that shows: memory never holds more than the limit. */
export async function readBody(response: Response, { what, maxBytes, signal }: ReadBodyOptions): Promise<Buffer> {
  const tooLarge = (): ProviderError =>
    new ProviderError('bug', `${what}: expected an answer of at most ${maxBytes} bytes, came a larger one`, {
      maxBytes,
    });
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of chunksOf(response)) {
      bytes += chunk.byteLength;
      if (bytes > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof ProviderError ? error : connectionFailure(what, error, signal);
  }
  return Buffer.concat(chunks);
}

/** Leaving it early cancels the rest. */
async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
