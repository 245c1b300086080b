import { IsFlag, IsInstant, IsParts, IsPart, IsText, IsWhole, MayBeNull, MayLack } from '../../answers/fields';
import type { Instant } from '../shared-types';
import { ActionExample, ActionSideEffects, type ActionSnapshot } from './action-preview';

/** Copied from the preview: binds the apply to what the owner saw. */
export interface ExpectedPreview {
  readonly target_set_hash: string;
  readonly affected_count: number;
  readonly snapshot: ActionSnapshot;
}

/** The fields that an apply adds to the preview's body. */
export interface ApplyFields {
  /** The owner pressed "despite anomaly". */
  readonly force: boolean;
  readonly expected: ExpectedPreview;
  /** The shop must not start after it. */
  readonly not_after: Instant;
}

/** What was done (SIS API v1, section 9). */
export class ActionApplyData {
  @IsText() readonly status: 'committed' | 'already_rolled_back';
  @IsText() readonly operation_id: string;
  @MayBeNull() @IsText() readonly job_id: string | null;
  @MayBeNull() @IsText() readonly action_id: string | null;
  @IsWhole() readonly affected_count: number;
  @IsText() readonly target_set_hash: string;
  @IsParts(() => ActionExample) readonly examples: readonly ActionExample[];
  @IsPart(() => ActionSideEffects) readonly side_effects: ActionSideEffects;
  @IsFlag() readonly rollback_available: boolean;
  @MayBeNull() @IsText() readonly rollback_job_id: string | null;
  @IsInstant() readonly finished_at: Instant;
  @IsText() readonly summary: string;
  /** Of `coupons/upsert`. */
  @MayLack() @IsText() readonly operation?: 'create' | 'update';
  @MayLack() @IsWhole(1) readonly coupon_id?: number;
}
