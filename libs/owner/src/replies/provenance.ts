import { DateTime } from 'luxon';
import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';

/** What a presenter needs to know of where figures come from. */
export type Origin = {
  sources: readonly string[];
  window: { from: string; to: string; timezone: string; granularity: 'instant' | 'day' | 'week' | 'total' };
  as_of: string;
  counts: { total: number; shown: number } | null;
  completeness: { status: 'complete' | 'partial'; missing_days: readonly string[]; in_progress_day: string | null };
};

const NAMED_DAYS = 5;
/** System of a source, and its name in the catalogue. */
const SYSTEMS: Readonly<Record<string, string>> = { demo: 'demo', sis: 'sis', 'sis-db': 'sisDb', ownerbot: 'ownerbot' };

/**
 * One line in small print: source, window, zone where it is not the owner's, as-of, shown n of m, partial.
 * `shown` replaces the counts of the response where a page shows less; `stale` adds the age of the data.
 */
export function provenanceLine(context: ReplyContext, origin: Origin, { shown, stale = false }: { shown?: string; stale?: boolean } = {}): string {
  const { texts, formats } = context;
  const parts = [texts.html('provenance.source', { source: sourceName(context, origin) }), windowPart(context, origin)];
  if (origin.window.timezone !== context.timezone) parts.push(texts.html('provenance.zone', { zone: origin.window.timezone }));
  parts.push(asOfPart(context, origin.as_of, stale));
  if (shown !== undefined) parts.push(shown);
  else if (origin.counts && origin.counts.shown < origin.counts.total) {
    parts.push(texts.html('provenance.shown', { shown: formats.integer(origin.counts.shown), total: formats.integer(origin.counts.total) }));
  }
  if (origin.completeness.status === 'partial') parts.push(partialPart(context, origin.completeness.missing_days));
  return `<i>${parts.filter((part) => part !== '').join(' · ')}</i>`;
}

function sourceName({ texts }: ReplyContext, { sources }: Origin): string {
  const systems = [...new Set(sources.map((source) => SYSTEMS[source.split(':')[0] ?? ''] ?? 'other'))];
  return systems.map((system) => texts.text('provenance.system', { system })).join(', ');
}

/** A snapshot has no window beside its as-of. */
function windowPart({ texts, formats }: ReplyContext, { window }: Origin): string {
  if (window.granularity === 'instant') return '';
  return texts.html('provenance.window', { range: formats.range(window.from, window.to), granularity: window.granularity });
}

function asOfPart(context: ReplyContext, asOf: string, stale: boolean): string {
  const { texts, formats } = context;
  const at = isToday(context, asOf) ? formats.time(asOf) : formats.moment(asOf);
  if (!stale) return texts.html('provenance.as_of', { at });
  const minutes = (context.now.getTime() - Date.parse(asOf)) / 60_000;
  return texts.html('provenance.as_of_stale', { at, age: formats.age(minutes) });
}

function partialPart({ texts, formats }: ReplyContext, missing: readonly string[]): string {
  if (missing.length === 0) return texts.html('provenance.partial');
  if (missing.length <= NAMED_DAYS) return texts.html('provenance.missing_days', { days: missing.map((day) => formats.day(day)).join(', ') });
  return texts.html('provenance.missing_count', { count: missing.length });
}

export function isToday({ now, timezone }: ReplyContext, instant: string): boolean {
  return DateTime.fromISO(instant, { zone: timezone }).hasSame(DateTime.fromJSDate(now, { zone: timezone }), 'day');
}

/** `DEMO · ` before a headline where the figures are not those of a real shop. */
export function demoMark(context: ReplyContext, mode: string, headline: string): string {
  return mode === 'DEMO' ? context.texts.html('provenance.demo', { headline: asHtml(headline) }) : headline;
}
