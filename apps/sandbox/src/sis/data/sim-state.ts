import { ACTION_ENDPOINTS, READ_ENDPOINTS, type ActionApplyData, type Day, type Instant } from '@ownerbot/shop';
import { seedRows } from './seed-rows';
import type { SimRows } from './sim-rows';

/** What the shop itself is set to; `POST /sim/settings` changes it. */
export interface ShopSettingsRow {
  readonly mass_change_limit: number;
  readonly force_on_anomaly: boolean;
  readonly currency: string;
  /** null: the oldest order's day. */
  readonly history_from: Day | null;
  readonly capabilities: Readonly<Record<string, boolean>>;
}

/** A finished apply (SIS API v1, 11). */
export interface StoredOperation {
  readonly shop_id: number;
  readonly idempotency_key: string;
  readonly state: 'committed' | 'rejected';
  readonly method: string;
  readonly path: string;
  readonly request_hash: string;
  readonly received_at: Instant;
  readonly finished_at: Instant;
  readonly http_status: number;
  /** The body of its answer, as it was or would have been sent. */
  readonly answer: string;
  readonly result: ActionApplyData | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** How often it changed the shop: once, unless `no_idempotency` was on. */
  readonly executions: number;
}

export interface JournalEntry {
  readonly event: 'OWNERBOT_ACTION_APPLY';
  readonly at: Instant;
  readonly shop_id: number;
  readonly actor_tg_id: number;
  readonly actor_name: string | null;
  readonly idempotency_key: string;
  readonly operation_id: string;
  readonly path: string;
}

/** Everything that the simulator remembers, and what a state file holds. */
export interface SimState {
  readonly version: 1;
  readonly seed: string;
  readonly rows: SimRows;
  readonly settings: ShopSettingsRow;
  readonly operations: readonly StoredOperation[];
  readonly journal: readonly JournalEntry[];
  /** Of operation, action and job ids. */
  readonly lastNumber: number;
}

export function freshState(seed: string, now: Date): SimState {
  return {
    version: 1,
    seed,
    rows: seedRows(seed, now),
    settings: {
      mass_change_limit: 200,
      force_on_anomaly: true,
      currency: 'EUR',
      history_from: null,
      capabilities: Object.fromEntries([...READ_ENDPOINTS, ...ACTION_ENDPOINTS].map((key) => [key, true])),
    },
    operations: [],
    journal: [],
    lastNumber: 500,
  };
}
