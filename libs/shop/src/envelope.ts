import type { Day, Instant } from './methods/shared-types';

export type Granularity = 'instant' | 'day' | 'week' | 'total';

/** The days (or, with `instant`, the moments) that an answer covers, as they were used. */
export interface AnsweredWindow {
  readonly from: Day | Instant;
  readonly to: Day | Instant;
  readonly timezone: string;
  readonly granularity: Granularity;
}

export interface Completeness {
  readonly status: 'complete' | 'partial';
  /** Days of the window for which the source has no data; a day without sales is not missing. */
  readonly missing_days: readonly Day[];
  /** The local today, when it lies in the window. */
  readonly in_progress_day: Day | null;
}

/** Where an answer comes from. `window` is null for snapshots, `counts` is null for anything but lists. */
export interface ShopProvenance {
  /** `<system>:<reference>`, for example `demo:orders`. */
  readonly sources: readonly string[];
  readonly window: AnsweredWindow | null;
  /** SHA-256 in hex of the canonical question: equal filters give equal hashes. */
  readonly filters_hash: string;
  readonly counts: { readonly total: number; readonly shown: number } | null;
  readonly completeness: Completeness;
}

export interface ShopWarning {
  readonly code: string;
  readonly message: string;
}

/** What every method of the port answers (SIS API v1, section 2). `as_of` is the moment the source read its own data. */
export interface ShopAnswer<T> {
  readonly data: T;
  readonly as_of: Instant;
  readonly warnings: readonly ShopWarning[];
  readonly provenance: ShopProvenance;
}
