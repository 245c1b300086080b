/** The public API refuses a request: status, reason and text of SIS API v1, section 3. */
export class SisRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further members of `detail`, and headers such as `Retry-After`. */
    readonly extra: { readonly detail?: Readonly<Record<string, unknown>>; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.name = 'SisRefusal';
  }
}

/** A route that does not exist has no reason code: that is how a client tells it from an entity that does not. */
export class RouteAbsent extends Error {}

export function invalid(path: string, allowed: string, code: 'VALIDATION' | 'OUT_OF_RANGE' | 'CURSOR_INVALID' = 'VALIDATION'): SisRefusal {
  return new SisRefusal(422, code, `${path}: allowed is ${allowed}`, { detail: { fields: [{ path, rule: code.toLowerCase(), allowed }] } });
}
