/** `viewer` sees everything, `operator` also acts. */
export type Role = 'viewer' | 'operator';

export interface OperatorView {
  readonly name: string;
  readonly role: Role;
}

/** GET /api/session, and the answer to a login. */
export interface SessionView {
  /** Null: nobody is logged in. */
  readonly operator: OperatorView | null;
  /** Goes into the header `csrf-token` of whatever changes something. */
  readonly csrf: string;
  readonly version: string;
  /** All kinds of jobs, for filters. */
  readonly jobKinds: readonly string[];
}

/** What every refusal looks like. `code` is one of docs/errors.md. */
export interface ErrorView {
  readonly error: { readonly code: string; readonly message: string; readonly fields?: Readonly<Record<string, unknown>> };
}
