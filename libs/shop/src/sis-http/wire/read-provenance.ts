import type { ShopProvenance, ShopWarning } from '../../envelope';
import { isDay } from '../../local-days';
import { isJsonObject, textOf, type JsonObject } from './read-json';

const GRANULARITIES = ['instant', 'day', 'week', 'total'] as const;

/** The provenance of an envelope, or the name of what it lacks (SIS API v1, section 2). */
export type ReadProvenance = { readonly ok: true; readonly provenance: ShopProvenance } | { readonly ok: false; readonly lacks: string };

export function readProvenance(value: JsonObject, ownSource: string): ReadProvenance {
  const sources = Array.isArray(value['sources']) ? (value['sources'] as unknown[]) : [];
  const hash = textOf(value['filters_hash']);
  const window = readWindow(value['window']);
  const counts = readCounts(value['counts']);
  const completeness = readCompleteness(value['completeness']);
  if (sources.length === 0 || !sources.every((one) => typeof one === 'string' && one !== '')) return { ok: false, lacks: 'sources' };
  if (hash === null || hash === '') return { ok: false, lacks: 'filters_hash' };
  if (window === undefined) return { ok: false, lacks: 'window' };
  if (counts === undefined) return { ok: false, lacks: 'counts' };
  if (completeness === null) return { ok: false, lacks: 'completeness' };
  return { ok: true, provenance: { sources: sources.map((one) => sourceName(String(one), ownSource)), window, filters_hash: hash, counts, completeness } };
}

/** SIS may name its sources bare; ours say which system they belong to. */
function sourceName(source: string, ownSource: string): string {
  if (source === 'sis') return ownSource;
  return source.includes(':') ? source : `sis:${source}`;
}

/** Undefined: neither a window nor null. */
function readWindow(value: unknown): ShopProvenance['window'] | undefined {
  if (value === null || value === undefined) return null;
  if (!isJsonObject(value)) return undefined;
  const [from, to, timezone] = [value['from'], value['to'], value['timezone']].map(textOf);
  const granularity = GRANULARITIES.find((one) => one === value['granularity']);
  if (!from || !to || !timezone || granularity === undefined) return undefined;
  return { from, to, timezone, granularity };
}

function readCounts(value: unknown): ShopProvenance['counts'] | undefined {
  if (value === null || value === undefined) return null;
  if (!isJsonObject(value)) return undefined;
  const { total, shown } = value;
  return isCount(total) && isCount(shown) ? { total, shown } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function readCompleteness(value: unknown): ShopProvenance['completeness'] | null {
  if (!isJsonObject(value)) return null;
  const { status, missing_days: missing = [], in_progress_day: today = null } = value;
  if (status !== 'complete' && status !== 'partial') return null;
  if (!Array.isArray(missing) || !missing.every((day) => isDay(day)) || !(today === null || isDay(today))) return null;
  return { status, missing_days: missing as string[], in_progress_day: today as string | null };
}

/** Plain texts are remarks without a code of their own; what is neither text nor remark says nothing. */
export function readWarnings(value: unknown): readonly ShopWarning[] {
  return (Array.isArray(value) ? (value as unknown[]) : []).flatMap((one) => {
    if (typeof one === 'string') return [{ code: 'SIS_WARNING', message: one }];
    const code = isJsonObject(one) ? textOf(one['code']) : null;
    if (!isJsonObject(one) || code === null) return [];
    return [{ code, message: textOf(one['message']) ?? '' }];
  });
}
