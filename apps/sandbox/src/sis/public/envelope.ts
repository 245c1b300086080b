import { instant, type Completeness, type AnsweredWindow, type ShopWarning } from '@ownerbot/shop';
import type { SisRequest } from './read-request';

/** What an endpoint answers, before the envelope. */
export interface Answered {
  readonly data: object;
  /** `sis:<what>`. */
  readonly sources: readonly string[];
  readonly filtersHash: string;
  readonly asOf: Date;
  readonly warnings?: readonly ShopWarning[];
  readonly window?: AnsweredWindow | null;
  readonly counts?: { readonly total: number; readonly shown: number } | null;
  readonly completeness?: Completeness;
}

const COMPLETE: Completeness = { status: 'complete', missing_days: [], in_progress_day: null };

/** Every 2xx body (SIS API v1, section 2). */
export function envelope(request: SisRequest, answered: Answered): object {
  return {
    ok: true,
    as_of: instant(answered.asOf),
    correlation_id: request.correlationId,
    data: answered.data,
    warnings: answered.warnings ?? [],
    provenance: {
      sources: answered.sources,
      window: answered.window ?? null,
      filters_hash: answered.filtersHash,
      counts: answered.counts ?? null,
      completeness: answered.completeness ?? COMPLETE,
    },
  };
}
