import { IsDecimal, IsFlag, IsId, IsIds, IsPart, IsParts, IsPct, IsText, IsTexts, IsWhole, MayBeNull, MayLack } from '../../answers/fields';
import type { Pct, ProductStatus } from '../shared-types';

export const SCOPE_KINDS = ['all', 'ids', 'status', 'stock_lte', 'job', 'settings', 'coupon'] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];
export const FORCE_REASONS = ['ANOMALY', 'MASS_CHANGE', 'ABS_DELTA'] as const;
export type ForceReason = (typeof FORCE_REASONS)[number];

/** The scope as the shop understood it: the kind, and the selector's own value. */
export class ActionScope {
  @IsText() readonly kind: ScopeKind;
  @MayLack() @IsIds() readonly ids?: readonly (number | string)[];
  @MayLack() @IsText() readonly status_from?: ProductStatus;
  @MayLack() @IsFlag() readonly is_active_from?: boolean;
  @MayLack() @IsWhole() readonly stock_lte?: number;
  @MayLack() @IsFlag() readonly only_active?: boolean;
  @MayLack() @MayBeNull() @IsText() readonly job_id?: string | null;
  @MayLack() @IsText() readonly code?: string;
}

/** `ids` are the first 200 in order. */
export class ActionTargets {
  @IsWhole() readonly total: number;
  @IsIds() readonly ids: readonly (number | string)[];
  @IsFlag() readonly truncated: boolean;
}

/** What the preview rests on besides its targets; an apply with another one is stale. */
export class ActionSnapshot {
  @MayLack() @IsText() readonly rate_set_id?: string;
  @MayLack() @IsDecimal() readonly rate?: string;
  @MayLack() @IsWhole() readonly settings_version?: number;
  @MayLack() @IsText() readonly job_id?: string;
}

export class ActionExample {
  @IsId() readonly id: number | string;
  @IsText() readonly label: string;
  @MayBeNull() @IsText() readonly before: string | null;
  @MayBeNull() @IsText() readonly after: string | null;
  @MayBeNull() @IsPct() readonly delta_pct: Pct | null;
}

export class ActionAnomaly {
  @IsPct() readonly threshold_pct: Pct;
  @IsPct() readonly max_delta_pct: Pct;
  @IsWhole() readonly over_threshold_count: number;
  /** At most 5. */
  @IsParts(() => ActionExample) readonly examples_over_threshold: readonly ActionExample[];
}

export class RejectedRow {
  @IsId() readonly id: number | string;
  @IsText() readonly reason: string;
}

export class ActionSideEffects {
  @IsTexts() readonly coupons_disabled: readonly string[];
  @IsWhole() readonly compare_at_cleared: number;
  @IsFlag() readonly rollback_available: boolean;
}

/** What an action would do (SIS API v1, section 9). Nothing is changed by asking. */
export class ActionPreviewData {
  @IsText() readonly status: 'preview' | 'noop';
  @IsFlag() readonly would_apply: boolean;
  @MayBeNull() @IsText() readonly noop_reason: string | null;
  @IsWhole() readonly affected_count: number;
  /** May be absent where the whole shop was asked for. */
  @MayLack() @IsPart(() => ActionScope) readonly scope?: ActionScope;
  @IsPart(() => ActionTargets) readonly targets: ActionTargets;
  @IsText() readonly target_set_hash: string;
  @IsPart(() => ActionSnapshot) readonly snapshot: ActionSnapshot;
  /** At most 5 (of `prices/adjust` 50), the largest change first where prices change. */
  @IsParts(() => ActionExample) readonly examples: readonly ActionExample[];
  /** Signed: of the row whose price changes most. */
  @MayBeNull() @IsPct() readonly max_delta_pct: Pct | null;
  @MayBeNull() @IsPart(() => ActionAnomaly) readonly anomaly: ActionAnomaly | null;
  @IsFlag() readonly force_required: boolean;
  @IsTexts() readonly force_reasons: readonly ForceReason[];
  /** The first 50 rows that were named but will not be changed. */
  @IsParts(() => RejectedRow) readonly rejected: readonly RejectedRow[];
  @IsWhole() readonly rejected_count: number;
  @IsPart(() => ActionSideEffects) readonly side_effects: ActionSideEffects;
  @IsText() readonly summary: string;
  /** Of `coupons/upsert`. */
  @MayLack() @IsText() readonly operation?: 'create' | 'update';
}
