import type { ActionPreviewData } from '@ownerbot/shop';

/** A preview that nobody had to compute: it changes nothing. */
export function nothingToDo(reason: string): ActionPreviewData {
  return {
    status: 'noop',
    would_apply: false,
    noop_reason: reason,
    affected_count: 0,
    targets: { total: 0, ids: [], truncated: false },
    target_set_hash: '',
    snapshot: {},
    examples: [],
    max_delta_pct: null,
    anomaly: null,
    force_required: false,
    force_reasons: [],
    rejected: [],
    rejected_count: 0,
    side_effects: { coupons_disabled: [], compare_at_cleared: 0, rollback_available: false },
    summary: '',
  };
}
