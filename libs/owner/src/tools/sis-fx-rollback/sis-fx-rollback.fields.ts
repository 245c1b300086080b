import { InstantText, IntegerIn, Nullable, Nested, OneOf, AnyText } from '@ownerbot/tools';
import { ActionPreviewOutput } from '../acting/preview-output';

/** The repricing that would be taken back. What is not known of it is null: a shop names its job, and tells more of the last by the rate alone. */
export class RolledBackJob {
  @AnyText() readonly job_id: string;
  @Nullable() @InstantText() readonly finished_at: string | null;
  @Nullable() @IntegerIn(0, Number.MAX_SAFE_INTEGER) readonly affected_count: number | null;
  @OneOf(['fx', 'reprice', 'unknown']) readonly kind: 'fx' | 'reprice' | 'unknown';
}

export class SisFxRollbackOutput extends ActionPreviewOutput {
  /** Null where there is nothing to roll back. */
  @Nullable() @Nested(() => RolledBackJob) readonly job: RolledBackJob | null;
}
