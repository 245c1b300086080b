/** What can go wrong on purpose. Calls: the first five. Delivery of updates: the last two. */
export type FaultRule =
  | ({ kind: 'too_many_requests'; retry_after: number } & Aim & CallFilter)
  | ({ kind: 'server_error'; status: number } & Aim & CallFilter)
  | ({ kind: 'hang'; max_ms: number; executed: boolean } & Aim & CallFilter)
  | ({ kind: 'reset_before' } & Aim & CallFilter)
  | ({ kind: 'reset_after' } & Aim & CallFilter)
  | ({ kind: 'duplicate'; concurrent: boolean } & Aim)
  | ({ kind: 'reorder'; hold_ms: number } & Aim);

export type FaultKind = FaultRule['kind'];
export type CallFault = Exclude<FaultRule, { kind: 'duplicate' | 'reorder' }>;
export type DeliveryFault = Extract<FaultRule, { kind: 'duplicate' | 'reorder' }>;

/** How often a rule fires: `count` hits and then it is spent, each with `probability`, until `for_ms` have passed. All may be left out. */
export interface Aim {
  count?: number;
  probability?: number;
  for_ms?: number;
}

export interface CallFilter {
  /** Bot API methods, any case; all when left out or empty. */
  methods?: string[];
  chat_id?: string;
}

/** A rule as it is kept: with its id, what is left of it, and how often it has fired. */
export interface ActiveFault {
  id: number;
  rule: FaultRule;
  left: number | null;
  until: number | null;
  fired: number;
}

/** Rules as people write them, with what may be left out. */
export type FaultInput = { kind: FaultKind } & Partial<Omit<Extract<FaultRule, { kind: 'too_many_requests' }>, 'kind'>> & {
    status?: number;
    max_ms?: number;
    executed?: boolean;
    concurrent?: boolean;
    hold_ms?: number;
  };

const defaults = { retryAfterSec: 3, status: 502, hangMs: 30_000, holdMs: 500 } as const;

/** Completes a rule with the defaults of its kind; what does not belong to the kind is dropped. */
export function completeRule(input: FaultInput): FaultRule {
  const { kind, count, probability, for_ms, methods, chat_id } = input;
  const aim: Aim = { count, probability, for_ms };
  const call = { ...aim, methods, chat_id };
  switch (kind) {
    case 'too_many_requests':
      return { kind, retry_after: input.retry_after ?? defaults.retryAfterSec, ...call };
    case 'server_error':
      return { kind, status: input.status ?? defaults.status, ...call };
    case 'hang':
      return { kind, max_ms: input.max_ms ?? defaults.hangMs, executed: input.executed ?? false, ...call };
    case 'reset_before':
    case 'reset_after':
      return { kind, ...call };
    case 'duplicate':
      return { kind, concurrent: input.concurrent ?? false, ...aim };
    case 'reorder':
      return { kind, hold_ms: input.hold_ms ?? defaults.holdMs, ...aim };
  }
}
