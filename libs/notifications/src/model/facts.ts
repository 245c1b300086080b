import type { Provenance, ToolResponse, ToolWarning } from '@ownerbot/tools';

/** A read that a decision rests upon. */
export interface FactRead {
  /** Its name within the kind. */
  readonly id: string;
  readonly tool: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What a read came to. One that failed is no fact: it neither raises nor clears anything. */
export type Fact<Data extends object = object> =
  | { readonly known: true; readonly data: Data; readonly mode: string; readonly asOf: string; readonly provenance: Provenance; readonly warnings?: readonly ToolWarning[] }
  | { readonly known: false; readonly code: string; readonly retryable: boolean };

export type UnknownFact = Extract<Fact, { known: false }>;

/** By the ids of the reads. */
export type Facts = Readonly<Record<string, Fact>>;

/** Nobody asked for it. */
const NOT_READ: UnknownFact = { known: false, code: 'NOT_READ', retryable: false };

/** The tool's data are as its output schema says, for the runner has checked them; their type is the caller's knowledge. */
export function factOf<Data extends object>(facts: Facts, id: string): Fact<Data> {
  return (facts[id] ?? NOT_READ) as Fact<Data>;
}

/** A response as a fact; one of the demo shop outside of its mode is none. */
export function factOfResponse(response: ToolResponse, mode: string): Fact {
  const { error, data, as_of: asOf, provenance } = response;
  if (error !== null) return { known: false, code: error.code, retryable: error.retryable };
  if (asOf === null || provenance === null) return { known: false, code: 'PROVENANCE_MISSING', retryable: false };
  if (response.mode === 'DEMO' && mode !== 'DEMO') return { known: false, code: 'UPSTREAM_UNAVAILABLE', retryable: true };
  return { known: true, data, mode: response.mode, asOf, provenance, warnings: response.warnings };
}
