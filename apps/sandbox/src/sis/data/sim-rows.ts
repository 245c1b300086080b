import type { DemoRows, FxBackupRow, FxJobRow, RateSetRow } from '@ownerbot/shop';

/** Every row of the simulated shop: those of the demo shop, and what repricing leaves behind. SIS v1 has no funnel. */
export interface SimRows extends Omit<DemoRows, 'funnel'> {
  /** Newest first, at least one. */
  readonly rateSets: readonly RateSetRow[];
  readonly jobs: readonly FxJobRow[];
  readonly backups: readonly FxBackupRow[];
}
