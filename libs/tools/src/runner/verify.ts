import { isZone, type ShopMode } from '@ownerbot/shop';
import type { Provenance, ToolResponse } from '../contract/tool-response';
import { ToolError } from '../errors';
import type { AskedWindow } from '../periods/resolve-period';

/** What a response is measured by. */
export interface Expectation {
  readonly requestMode: ShopMode;
  readonly window: AskedWindow | null;
  /** Number of items of a list answer; null for any other. */
  readonly listLength: number | null;
  readonly now: Date;
}

type Breach = string | null;
type Rule = (response: ToolResponse, provenance: Provenance, expected: Expectation) => Breach;

const SOURCE = /^(demo|sis|sis-db|ownerbot):\S+$/;
const AHEAD_MS = 60_000;
const SYSTEMS: Readonly<Record<ShopMode, readonly string[]>> = {
  DEMO: ['demo', 'ownerbot'],
  SIS_HTTP: ['sis', 'ownerbot'],
  AUTO: ['sis', 'ownerbot'],
  SIS_DB_RO: ['sis-db', 'ownerbot'],
};

const isTime = (text: unknown): text is string => typeof text === 'string' && !Number.isNaN(Date.parse(text));

/** The rules after V1, in order; each says what is wrong, or null. */
const RULES: readonly Rule[] = [
  // V2
  (_response, { window }) => {
    if (window === undefined || window === null) return 'V2: no window';
    if (!isTime(window.from) || !isTime(window.to) || Date.parse(window.from) > Date.parse(window.to)) return 'V2: from and to of the window';
    if (!['instant', 'day', 'week', 'total'].includes(window.granularity)) return 'V2: granularity of the window';
    return isZone(window.timezone) ? null : 'V2: zone of the window';
  },
  // V3
  (response, provenance, { now }) => {
    if (!isTime(response.as_of) || !isTime(provenance.as_of)) return 'V3: no as_of';
    return Date.parse(provenance.as_of) > now.getTime() + AHEAD_MS ? 'V3: as_of lies ahead' : null;
  },
  // V4
  (_response, { window }, { window: asked }) => {
    if (asked === null) return window.granularity === 'instant' ? null : 'V4: a window that nobody asked for';
    const isSame =
      window.from === asked.from && window.to === asked.to && window.timezone === asked.timezone && window.granularity === asked.granularity;
    return isSame ? null : 'V4: another window than asked for';
  },
  // V5
  (_response, { counts }, { listLength }) => {
    if (listLength === null) return null;
    if (counts === null || counts === undefined) return 'V5: a list without counts';
    return counts.total >= counts.shown && counts.shown === listLength ? null : 'V5: counts differ from the items';
  },
  // V6
  (response, { sources }, { requestMode }) => {
    const isAnsweredElsewhere = response.mode !== requestMode && !(requestMode === 'AUTO' && response.mode === 'DEMO');
    if (isAnsweredElsewhere) return 'V6: answered by another mode';
    const foreign = sources.find((source) => !SYSTEMS[response.mode].includes(source.split(':')[0] ?? ''));
    return foreign === undefined ? null : `V6: source ${foreign} in mode ${response.mode}`;
  },
  // V7
  (_response, { completeness }) => {
    if (completeness?.status !== 'complete' && completeness?.status !== 'partial') return 'V7: no completeness';
    const isExplained = completeness.missing_days.length > 0 || completeness.notes.length > 0;
    return completeness.status === 'complete' || isExplained ? null : 'V7: partial without a reason';
  },
];

/** Throws `PROVENANCE_MISSING` or `PROVENANCE_INCOMPLETE` for an `ok` response whose origin cannot be shown. No tool is exempt. */
export function verify(response: ToolResponse, expected: Expectation): void {
  const { provenance } = response;
  const areSourcesWhole = Array.isArray(provenance?.sources) && provenance.sources.length > 0 && provenance.sources.every((one) => SOURCE.test(one));
  if (provenance === null || provenance === undefined || !areSourcesWhole) {
    throw new ToolError('PROVENANCE_MISSING', `${response.tool}: V1: no sources`, { rule: 'V1' });
  }
  for (const rule of RULES) {
    const breach = rule(response, provenance, expected);
    if (breach !== null) throw new ToolError('PROVENANCE_INCOMPLETE', `${response.tool}: ${breach}`, { rule: breach.slice(0, 2) });
  }
}
