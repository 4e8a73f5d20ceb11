/** What a message of any subscription has. */
export interface Message {
  readonly cursor: string;
}

export interface Cursors {
  readonly load: () => string | null;
  readonly save: (cursor: string | null) => void;
}

export interface FollowOptions {
  readonly urls: readonly string[];
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly cursors?: Cursors;
  readonly webSocketImpl?: unknown;
  readonly signal?: AbortSignal;
}

export function follow<M extends Message>(options: FollowOptions): AsyncGenerator<M, void, undefined>;

export interface ListMessage extends Message {
  readonly snapshot: readonly { readonly lineId: string }[] | null;
  readonly changes: readonly {
    readonly lineId: string;
    readonly rank: number | null;
    readonly previousRank: number | null;
  }[];
}

export function apply(list: readonly string[], message: ListMessage): string[];
