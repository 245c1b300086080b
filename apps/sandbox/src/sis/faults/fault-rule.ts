import { InvalidError } from '../../errors';

export const CALL_KINDS = ['ping', 'read', 'preview', 'apply', 'enquiry'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** `state` faults hold while they stand in the list; the others act on one request, and only the first that matches does. */
type FaultGroup = 'state' | 'before' | 'apply' | 'answer';

interface FaultSpec {
  readonly group: FaultGroup;
  /** Numbers with their range; `text` for anything that is put into the answer. */
  readonly params: Readonly<Record<string, readonly [min: number, max: number] | 'text'>>;
  readonly required?: readonly string[];
  /** How often it acts when the rule does not say. */
  readonly times?: number;
}

const MAX_WAIT_MS = 600_000;
const RETRY_AFTER: readonly [number, number] = [0, 3600];

/** Every fault (SIS API v1, 12.2), and a few more answers that a client must survive. */
export const FAULTS = {
  down: { group: 'state', params: {} },
  no_idempotency: { group: 'state', params: {} },
  no_enquiry: { group: 'state', params: {} },
  no_binding: { group: 'state', params: {} },
  slow: { group: 'before', params: { ms: [0, MAX_WAIT_MS], jitter_ms: [0, MAX_WAIT_MS] }, required: ['ms'] },
  error_rate: { group: 'before', params: { p: [0, 1], status: [300, 599] }, required: ['p'] },
  status: { group: 'before', params: { code: [300, 599], detail: 'text', location: 'text' }, required: ['code'] },
  not_processed: { group: 'before', params: { retry_after_s: RETRY_AFTER } },
  rate_limit: { group: 'before', params: { retry_after_s: RETRY_AFTER } },
  drop_before: { group: 'before', params: {} },
  late_apply: { group: 'apply', params: { ms: [0, MAX_WAIT_MS] }, required: ['ms'] },
  drop_after_apply: { group: 'apply', params: {} },
  error_after_apply: { group: 'apply', params: { code: [500, 599] } },
  stale: { group: 'apply', params: {}, times: 1 },
  conflict: { group: 'apply', params: { reason: 'text' }, times: 1 },
  bad_json: { group: 'answer', params: {} },
  no_provenance: { group: 'answer', params: {} },
  no_total: { group: 'answer', params: {} },
  string_warnings: { group: 'answer', params: {} },
  bare_body: { group: 'answer', params: {} },
  detail_string: { group: 'answer', params: {} },
  html: { group: 'answer', params: {} },
  wrong_schema: { group: 'answer', params: {} },
  not_ok: { group: 'answer', params: {} },
  big_body: { group: 'answer', params: { bytes: [1, 64_000_000] } },
  endless_body: { group: 'answer', params: {} },
} as const satisfies Record<string, FaultSpec>;
export type FaultName = keyof typeof FAULTS;

export interface FaultMatch {
  readonly kind?: CallKind;
  readonly method?: string;
  /** The beginning of the path. */
  readonly path?: string;
}

/** A rule as it is put over the control API. */
export interface FaultInput {
  readonly id?: string;
  readonly fault: FaultName;
  readonly match?: FaultMatch;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly times?: number;
}

export function specOf(fault: FaultName): FaultSpec {
  return FAULTS[fault];
}

/** Throws when a parameter is unknown, missing or out of range: a typing error must not pass for a fault that never strikes. */
export function checkParams({ fault, params = {} }: FaultInput): void {
  const spec = specOf(fault);
  const missing = spec.required?.find((name) => params[name] === undefined);
  if (missing !== undefined) throw new InvalidError(`${fault} needs params.${missing}`);
  for (const [name, value] of Object.entries(params)) {
    const range = spec.params[name];
    if (range === undefined) throw new InvalidError(`${fault} has no params.${name}; it has ${Object.keys(spec.params).join(', ') || 'none'}`);
    if (range !== 'text' && !(typeof value === 'number' && value >= range[0] && value <= range[1])) {
      throw new InvalidError(`params.${name} of ${fault} is a number ${range[0]}..${range[1]}`);
    }
  }
}
