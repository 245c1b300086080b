import type { Outage, OutageCause } from '@ownerbot/storage';

/** What one check of the shop found: of a `ping`, whether it answers; of a `contract` check, whether it answers as agreed. */
export type ShopCheck = { readonly of: 'ping' | 'contract' } & ({ readonly ok: true } | { readonly ok: false; readonly cause: OutageCause; readonly error: string });

/** What the owners are told. An outage has two messages; told again, the one that was sent is edited. */
export type OutageSays =
  | { readonly type: 'notice'; readonly outage: Outage; readonly isAgain: boolean }
  | { readonly type: 'recovery'; readonly outage: Outage; readonly durationMs: number };

export type OutageEvent = 'opened' | 'noticed' | 'closed';

export interface AdvancedOutages {
  readonly writes: readonly { readonly outage: Outage; readonly events: readonly OutageEvent[] }[];
  /** Rows that were no outage after all, or are another's. */
  readonly removed: readonly string[];
  readonly says: readonly OutageSays[];
}

export interface OutagesNow {
  /** Those that are not closed, and those that closed within the time for flapping. */
  readonly outages: readonly Outage[];
  readonly check: ShopCheck;
  readonly now: Date;
  /** From the first failed check of `unreachable` to its notice; the other causes are told at once. */
  readonly noticeAfterMs: number;
  readonly newId: () => string;
}

const CHECKS = 3;
const OVER_MS = 2 * 60_000;
/** Failing again within this time is the same outage. */
export const FLAPPING_MS = 30 * 60_000;

/** The shop's outages, one check further. A cause opens and closes by checks of its own kind. */
export function advanceOutages(at: OutagesNow): AdvancedOutages {
  const steps = at.check.ok ? at.outages.filter((one) => one.closedAt === null && checkOf(one.cause) === at.check.of).map((one) => better(one, at)) : worse(at);
  return { writes: steps.flatMap(({ writes }) => writes), removed: steps.flatMap(({ removed }) => removed), says: steps.flatMap(({ says }) => says) };
}

const checkOf = (cause: OutageCause): ShopCheck['of'] => (cause === 'contract' ? 'contract' : 'ping');
const NOTHING: AdvancedOutages = { writes: [], removed: [], says: [] };

/** A good check: what was no outage yet is forgotten, an outage ends after three of them. */
function better(outage: Outage, { now }: OutagesNow): AdvancedOutages {
  if (outage.confirmedAt === null) return { ...NOTHING, removed: [outage.outageId] };
  const goodSince = outage.goodSince ?? now;
  const goodChecks = outage.goodChecks + 1;
  const isOver = outage.cause === 'contract' || (goodChecks >= CHECKS && now.getTime() - goodSince.getTime() >= OVER_MS);
  if (!isOver) return { ...NOTHING, writes: [{ outage: { ...outage, goodChecks, goodSince }, events: [] }] };
  const closed: Outage = { ...outage, goodChecks, goodSince, closedAt: now };
  return { removed: [], writes: [{ outage: closed, events: ['closed'] }], says: isNoticed(outage) ? [recovery(closed, goodSince)] : [] };
}

/** Noticed since it began to fail, this time. */
const isNoticed = ({ noticedAt, openedAt }: Outage): boolean => noticedAt !== null && noticedAt >= openedAt;

function recovery(outage: Outage, goodSince: Date): OutageSays {
  return { type: 'recovery', outage, durationMs: goodSince.getTime() - outage.openedAt.getTime() };
}

/** A failed check counts for its own cause; what was not yet an outage of another cause ends, for its checks failed not in a row. */
function worse(at: OutagesNow): AdvancedOutages[] {
  if (at.check.ok) return [];
  const { cause } = at.check;
  const others = at.outages.filter((one) => one.closedAt === null && one.cause !== cause && checkOf(one.cause) === at.check.of);
  return [...others.map(interrupted), failing(at, cause, at.check.error)];
}

function interrupted(other: Outage): AdvancedOutages {
  if (other.confirmedAt === null) return { ...NOTHING, removed: [other.outageId] };
  return other.goodChecks === 0 ? NOTHING : { ...NOTHING, writes: [{ outage: { ...other, goodChecks: 0, goodSince: null }, events: [] }] };
}

function failing(at: OutagesNow, cause: OutageCause, error: string): AdvancedOutages {
  const { outages, now, newId } = at;
  const running = outages.find((one) => one.closedAt === null && one.cause === cause);
  const failed: Outage =
    running === undefined
      ? { outageId: newId(), cause, openedAt: now, confirmedAt: null, noticedAt: null, closedAt: null, checks: 1, goodChecks: 0, goodSince: null, reopened: 0, lastError: error }
      : { ...running, checks: running.checks + 1, goodChecks: 0, goodSince: null, lastError: error };
  if (failed.confirmedAt !== null) return noticed(failed, [], at);
  const isOutage = cause === 'contract' || (failed.checks >= CHECKS && now.getTime() - failed.openedAt.getTime() >= OVER_MS);
  if (!isOutage) return { ...NOTHING, writes: [{ outage: failed, events: [] }] };
  const before = outages.find((one) => one.cause === cause && one.closedAt !== null && failed.openedAt.getTime() - one.closedAt.getTime() <= FLAPPING_MS);
  if (before === undefined) return noticed({ ...failed, confirmedAt: now }, ['opened'], at);
  // The same outage as before: its row goes on, with the time from which it fails again.
  const again: Outage = { ...before, openedAt: failed.openedAt, confirmedAt: now, closedAt: null, checks: before.checks + failed.checks, goodChecks: 0, goodSince: null, reopened: before.reopened + 1, lastError: error };
  const next = noticed(again, ['opened'], at);
  return { ...next, removed: running === undefined ? [] : [running.outageId] };
}

function noticed(outage: Outage, events: readonly OutageEvent[], { now, noticeAfterMs }: OutagesNow): AdvancedOutages {
  const isDue = !isNoticed(outage) && (outage.cause !== 'unreachable' || now.getTime() - outage.openedAt.getTime() >= noticeAfterMs);
  if (!isDue) return { ...NOTHING, writes: [{ outage, events }] };
  const told: Outage = { ...outage, noticedAt: now };
  return { removed: [], writes: [{ outage: told, events: [...events, 'noticed'] }], says: [{ type: 'notice', outage: told, isAgain: outage.noticedAt !== null }] };
}
