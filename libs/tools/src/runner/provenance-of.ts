import { filtersHash, type ShopAnswer } from '@ownerbot/shop';
import type { Provenance } from '../contract/tool-response';

type Answers = readonly [ShopAnswer<unknown>, ...ShopAnswer<unknown>[]];

/**
 * The origin of data that were made from these answers of the shop. Window, counts and the day in progress are those of the
 * first; `as_of` is the oldest; missing days are all of them. A snapshot's window is its own moment, in the tenant's zone.
 */
export function provenanceOf(answers: Answers, tenant: { readonly timezone: string }): Provenance {
  const [first, ...others] = answers;
  const asOf = answers.map((answer) => answer.as_of).reduce((oldest, one) => (Date.parse(one) < Date.parse(oldest) ? one : oldest));
  const missing = [...new Set(answers.flatMap((answer) => answer.provenance.completeness.missing_days))].sort();
  const isPartial = answers.some((answer) => answer.provenance.completeness.status === 'partial');
  const hashes = answers.map((answer) => answer.provenance.filters_hash);
  return {
    sources: [...new Set(answers.flatMap((answer) => answer.provenance.sources))],
    window: first.provenance.window ?? { from: asOf, to: asOf, timezone: tenant.timezone, granularity: 'instant' },
    as_of: asOf,
    filters_hash: others.length === 0 ? first.provenance.filters_hash : filtersHash('combined', { hashes }),
    counts: first.provenance.counts,
    completeness: {
      status: isPartial ? 'partial' : 'complete',
      missing_days: missing,
      in_progress_day: first.provenance.completeness.in_progress_day,
      notes: [],
    },
  };
}
