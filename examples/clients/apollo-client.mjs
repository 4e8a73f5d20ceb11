/**
 * The same with Apollo Client: a subscription that comes back after its last cursor, whatever ended it.
 *
 *     node examples/clients/apollo-client.mjs ws://localhost:4000/graphql
 */
import { ApolloClient, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import { defer, map, repeat, retry, tap, timer } from 'rxjs';

const QUEUE = gql`
  subscription ($after: String) {
    queueChanged(kind: RELEASE, first: 10, after: $after) {
      cursor
      snapshot {
        lineId
      }
      changes {
        lineId
        rank
        previousRank
      }
    }
  }
`;

/** An observable of the messages of the one field of a subscription; unsubscribing ends it. */
export function watch(client, query, variables = {}) {
  let after = null;
  const again = { delay: () => timer(Math.random() * 2_000) };
  return defer(() => client.subscribe({ query, variables: { ...variables, after }, fetchPolicy: 'no-cache' })).pipe(
    map(({ data, error }) => {
      if (error) throw error;
      return Object.values(data)[0];
    }),
    tap(({ cursor }) => (after = cursor)),
    retry(again), // FELL_BEHIND, a lost socket
    repeat(again), // a server that stopped
  );
}

export function createApollo(url, webSocketImpl) {
  const link = new GraphQLWsLink(createClient({ url, webSocketImpl, retryAttempts: 0 }));
  return new ApolloClient({ link, cache: new InMemoryCache() });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { WebSocket } = await import('ws');
  watch(createApollo(process.argv[2], WebSocket), QUEUE).subscribe((message) => console.log(JSON.stringify(message)));
}
