import { AppError } from '../errors.ts';

/** The three lines that most need releasing, and why: what a newcomer sees first. */
const QUERY = `{
  queue(kind: RELEASE, first: 3) {
    edges {
      node {
        rank
        line {
          id
          promisedDeliverBy
          promiseRisk { late deliverP90At modelVersion }
          order { customer { name } }
        }
      }
    }
  }
}`;

/** Asks a running server the ready-made query, over HTTP as any client would. */
export async function askReadyMadeQuery(url: string): Promise<{ readonly query: string; readonly answer: string }> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY }),
  });
  if (!response.ok)
    throw new AppError(
      'INVARIANT',
      `the ready-made query: expected status 200, came ${response.status}: ${await response.text()}`,
    );
  return { query: QUERY, answer: JSON.stringify(await response.json(), null, 2) };
}
