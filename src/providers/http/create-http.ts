import type { Egress } from './egress.ts';
import { fetchFollowing } from './fetch-following.ts';
import type { HttpRequest, OpenHttp } from './http.ts';
import { readBody } from './read-body.ts';
import { toReply } from './reply.ts';
import { failureOfStatus } from './status-failure.ts';

const MAX_BYTES = 64 * 1024 * 1024;

/** HTTP that reaches the hosts of one provider's configuration and no others. */
export function createHttp(egress: Egress): OpenHttp {
  return ({ baseUrl, headers = {}, maxBytes = MAX_BYTES }) => ({
    request: async (path, request) => {
      const url = urlOf(baseUrl, path, request.query);
      const { method = hasBody(request) ? 'POST' : 'GET', signal, answers = [] } = request;
      const what = `${method} ${url.pathname}`;
      const { sent, type } = bodyOf(request);
      const response = await fetchFollowing(egress, url, {
        method,
        headers: { ...(type ? { 'content-type': type } : {}), ...headers, ...request.headers },
        ...(sent === undefined ? {} : { body: sent }),
        signal,
      });
      const body = await readBody(response, { what, maxBytes, signal });
      const isAnswer = response.ok || answers.includes(response.status);
      if (!isAnswer) throw failureOfStatus(what, response, body);
      return toReply(what, response, body);
    },
  });
}

/** A path is appended to the base, whether it starts with a slash or not. */
function urlOf(baseUrl: string, path: string, query: HttpRequest['query'] = {}): URL {
  const isWhole = /^https?:\/\//i.test(path);
  const base = baseUrl.replace(/\/+$/, '');
  const url = new URL(isWhole ? path : path === '' ? base : `${base}/${path.replace(/^\/+/, '')}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.append(name, String(value));
  }
  return url;
}

function hasBody({ json, form, body }: HttpRequest): boolean {
  return json !== undefined || form !== undefined || body !== undefined;
}

function bodyOf({ json, form, body }: HttpRequest): { sent?: string | Uint8Array<ArrayBuffer>; type?: string } {
  if (json !== undefined) return { sent: JSON.stringify(json), type: 'application/json' };
  if (form !== undefined)
    return { sent: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
  return body === undefined ? {} : { sent: body };
}
