import type { ApolloClient, DocumentNode } from '@apollo/client';
import type { Observable } from 'rxjs';

export function watch<M extends { readonly cursor: string }>(
  client: ApolloClient,
  query: DocumentNode,
  variables?: Readonly<Record<string, unknown>>,
): Observable<M>;

export function createApollo(url: string, webSocketImpl?: unknown): ApolloClient;
