import type { CallClass } from './call-classes';

interface CallFrame {
  readonly occurred_at: Date;
  readonly correlation_id: string;
  readonly owner_user_id: string;
  readonly shop_id: number;
}

/** What is told of each request to SIS: a path template, never a query, a body or a key. */
export type UpstreamCallEvent =
  | (CallFrame & {
      readonly event_type: 'upstream_call_started';
      readonly fields: { readonly method: string; readonly path: string; readonly class: CallClass; readonly attempt: number };
    })
  | (CallFrame & {
      readonly event_type: 'upstream_call_finished';
      readonly fields: {
        readonly method: string;
        readonly path: string;
        readonly class: CallClass;
        readonly attempt: number;
        readonly status: number | null;
        readonly duration_ms: number;
        readonly error_kind: string | null;
        /** Null: no other attempt is made by this call. */
        readonly retry_in_ms: number | null;
        readonly is_replay: boolean;
      };
    });

/** Gets each event at once; what it throws is ignored: a lost line of audit must not lose the outcome of an apply. */
export type OnUpstreamCall = (event: UpstreamCallEvent) => void;
