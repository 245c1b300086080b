import { filtersHash, instant } from '@ownerbot/shop';
import { warn, type AskedWindow, type Provenance, type ToolWarning } from '@ownerbot/tools';
import type { PartState } from '../dashboard-fields';
import type { PartAnswer } from './part';

/** The origin of a report: the sources of its parts, the oldest of their moments, all missing days; partial when a part failed or is partial. */
export function reportProvenance(states: readonly PartState[], answered: readonly PartAnswer[], at: { readonly now: Date; readonly timezone: string; readonly window: AskedWindow | null }): Provenance {
  const known = answered.flatMap(({ response: { provenance } }) => provenance ?? []);
  const asOf = known.map((one) => one.as_of).reduce((oldest, one) => (Date.parse(one) < Date.parse(oldest) ? one : oldest), instant(at.now));
  const failed = states.filter(({ status }) => status === 'error').map(({ code }) => `part_failed:${code}`);
  const isPartial = failed.length > 0 || known.some(({ completeness }) => completeness.status === 'partial');
  const { window, timezone } = at;
  return {
    sources: [...new Set(known.flatMap(({ sources }) => sources))],
    window: window === null ? { from: asOf, to: asOf, timezone, granularity: 'instant' } : { from: window.from, to: window.to, timezone: window.timezone, granularity: window.granularity },
    as_of: asOf,
    filters_hash: filtersHash('report', { hashes: known.map((one) => one.filters_hash) }),
    counts: null,
    completeness: {
      status: isPartial ? 'partial' : 'complete',
      missing_days: [...new Set(known.flatMap(({ completeness }) => completeness.missing_days))].sort(),
      in_progress_day: known.map(({ completeness }) => completeness.in_progress_day).find((day) => day !== null) ?? null,
      notes: [...failed, ...new Set(known.flatMap(({ completeness }) => completeness.notes))],
    },
  };
}

/** One for each part that failed, and each remark of the parts once. What says only that a day is still going on, stands in the report itself. */
export function reportWarnings(states: readonly PartState[]): ToolWarning[] {
  const failed = states.filter(({ status }) => status === 'error').map(({ code, tool, error_code: error }) => warn('PART_FAILED', { part: code, tool, error }));
  const remarks = [...new Set(states.flatMap(({ warnings }) => warnings))].filter((code) => !SAID.includes(code));
  return [...failed, ...remarks.map((code) => warn(code))];
}

/** `STALE_DATA` is the runner's to say, of the oldest part. */
const SAID = ['WINDOW_IN_PROGRESS', 'STALE_DATA'];
