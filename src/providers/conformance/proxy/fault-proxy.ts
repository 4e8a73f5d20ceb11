import { openHttpProxy } from './http-proxy.ts';
import { openTcpProxy } from './tcp-proxy.ts';

/** What goes wrong between a provider and its source. */
export type ProxyFault =
  /** An answer in the source's place. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** No answer, the connection stays open. */
  | { readonly kind: 'hang' }
  /** The connection is closed before, or within, the answer. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'cutHalf' }
  /** An answer of this many bytes. */
  | { readonly kind: 'huge'; readonly bytes: number }
  /** The source does what it was asked, and its answer gets lost. */
  | { readonly kind: 'loseAnswer' };

/** Stands between a provider and its source. */
export interface FaultProxy {
  /** In the place of the source's own URL. */
  readonly url: string;
  /** False when the source speaks no HTTP: then it can only hang and cut. */
  readonly isHttp: boolean;
  /** Requests that came, or connections where it is not HTTP. */
  readonly requests: () => number;
  /** Bytes of `huge` answers that were taken. */
  readonly hugeBytes: () => number;
  /** Strikes the next requests, or all of them until `clear`. */
  readonly strike: (fault: ProxyFault, times?: number) => void;
  readonly clear: () => void;
  readonly close: () => Promise<void>;
}

/** A proxy on a free port of this machine before a source: HTTP for `http` and `https`, else bytes as they come. */
export function openFaultProxy(upstream: string): Promise<FaultProxy> {
  const url = new URL(upstream);
  return url.protocol === 'http:' || url.protocol === 'https:' ? openHttpProxy(url) : openTcpProxy(url);
}

/** Faults that wait to strike. */
export function createStrikes() {
  let fault: ProxyFault | null = null;
  let left = 0;
  return {
    strike: (next: ProxyFault, times = Number.POSITIVE_INFINITY): void => {
      fault = next;
      left = times;
    },
    clear: (): void => {
      left = 0;
    },
    next: (): ProxyFault | null => {
      if (left <= 0) return null;
      left -= 1;
      return fault;
    },
    /** The fault that strikes now, without using it up. */
    current: (): ProxyFault | null => (left > 0 ? fault : null),
  };
}
