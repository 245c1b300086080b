/** An answer of the public API before it is written. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The body's text where it is given and not made from `body`: a replay, or a fault. */
  readonly text?: string;
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): JsonAnswer {
  return { status, headers, body };
}
