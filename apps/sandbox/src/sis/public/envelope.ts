import { instant, type ShopAnswer, type ShopWarning } from '@ownerbot/shop';
import type { SisRequest } from './read-request';

/** Every 2xx body (SIS API v1, section 2). */
export function envelope(request: SisRequest, { as_of, data, warnings, provenance }: ShopAnswer<object>): object {
  return { ok: true, as_of, correlation_id: request.correlationId, data, warnings, provenance };
}

interface Snapshot<T> {
  readonly data: T;
  readonly at: Date;
  readonly source: string;
  readonly filtersHash: string;
  readonly warnings?: readonly ShopWarning[];
}

/** An answer that covers no days: of discovery, and of actions. */
export function snapshot<T>({ data, at, source, filtersHash, warnings = [] }: Snapshot<T>): ShopAnswer<T> {
  const completeness = { status: 'complete', missing_days: [], in_progress_day: null } as const;
  return { data, as_of: instant(at), warnings, provenance: { sources: [source], window: null, filters_hash: filtersHash, counts: null, completeness } };
}
