/** The part of autocannon 9 that the benchmarks use; the package brings no types. */
declare module 'autocannon' {
  interface Request {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string;
  }

  interface Options {
    readonly url: string;
    readonly connections: number;
    /** How many requests in all. */
    readonly amount: number;
    /** Seconds until a request counts as lost. */
    readonly timeout: number;
    readonly requests: readonly { method: string; path: string; headers: Record<string, string>; setupRequest(request: Request): Request }[];
  }

  interface Instance extends PromiseLike<{ readonly duration: number; readonly errors: number; readonly timeouts: number; readonly non2xx: number }> {
    on(event: 'response', listener: (client: unknown, status: number, bytes: number, ms: number) => void): this;
  }

  export default function autocannon(options: Options): Instance;
}
