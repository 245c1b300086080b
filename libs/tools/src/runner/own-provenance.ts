import { filtersHash, instant } from '@ownerbot/shop';
import type { Provenance } from '../contract/tool-response';

/** The origin of data out of OwnerBot's own tables and settings: `sources` without their system; a snapshot, or the time since. */
export function ownProvenance(
  sources: readonly string[],
  at: { readonly now: Date; readonly timezone: string },
  more: { readonly since?: Date; readonly counts?: { total: number; shown: number }; readonly filters?: Readonly<Record<string, string | number>> } = {},
): Provenance {
  const now = instant(at.now);
  return {
    sources: sources.map((source) => `ownerbot:${source}`),
    window: { from: more.since === undefined ? now : instant(more.since), to: now, timezone: at.timezone, granularity: 'instant' },
    as_of: now,
    filters_hash: filtersHash(sources.join('+'), more.filters ?? {}),
    counts: more.counts ?? null,
    completeness: { status: 'complete', missing_days: [], in_progress_day: null, notes: [] },
  };
}
