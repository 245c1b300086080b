/** What became of one endpoint. `NOT_OFFERED`: the shop says so itself; that breaks nothing. */
export type ContractResult = 'OK' | 'MISMATCH' | 'UNAVAILABLE' | 'NOT_OFFERED';

/** `found` is a type where the value might be a customer's. */
export interface ContractDifference {
  readonly path: string;
  readonly kind: 'MISSING' | 'TYPE' | 'FORMAT' | 'ENVELOPE' | 'STATUS' | 'EQUALITY';
  readonly expected: string;
  readonly found: string;
}

export interface EndpointCheck {
  readonly endpoint: string;
  readonly result: ContractResult;
  /** Why it is unavailable or not offered: a code of the shop's errors. */
  readonly reason: string | null;
  /** At most 5. */
  readonly differences: readonly ContractDifference[];
}

export interface ContractReport {
  readonly result: 'OK' | 'MISMATCH' | 'UNAVAILABLE';
  readonly checks: readonly EndpointCheck[];
  /** What is worth knowing though nothing is wrong, for example another zone. */
  readonly notes: readonly string[];
}

const MAX_DIFFERENCES = 5;

export function okOf(endpoint: string): EndpointCheck {
  return { endpoint, result: 'OK', reason: null, differences: [] };
}

export function mismatchOf(endpoint: string, differences: readonly ContractDifference[]): EndpointCheck {
  return { endpoint, result: 'MISMATCH', reason: null, differences: differences.slice(0, MAX_DIFFERENCES) };
}

/** Any mismatch counts more than any silence. */
export function reportOf(checks: readonly EndpointCheck[], notes: readonly string[]): ContractReport {
  const has = (result: ContractResult): boolean => checks.some((check) => check.result === result);
  return { result: has('MISMATCH') ? 'MISMATCH' : has('UNAVAILABLE') ? 'UNAVAILABLE' : 'OK', checks, notes };
}
