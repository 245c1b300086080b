import { changeSubscriptions, NOTIFY_KINDS, usedSlots, type Db, type NotifyKind, type NotifySettings, type SubscriptionChange } from '@ownerbot/storage';
import { isCalendar, isEnabled, nextSlot, zoneOf, type Slot } from './slots';

const DAY_MS = 86_400_000;
/** Keys of slots further back than any zone can turn a date are never met again. */
const USED_SINCE_MS = 10 * DAY_MS;

export interface SettingsStep {
  readonly ownerUserId: string;
  readonly before: NotifySettings;
  readonly after: NotifySettings;
  readonly ownerZone: string;
  readonly pollMs: number;
  readonly at: Date;
  /** What kinds remember from the commit on: a baseline, what was seen. */
  readonly states?: Partial<Readonly<Record<NotifyKind, object>>>;
}

/** Fields on which the time of the next run depends. */
const TIMED: Readonly<Record<NotifyKind, readonly (keyof NotifySettings)[]>> = {
  digest: ['digest_enabled', 'digest_time_local', 'digest_tz', 'digest_quiet_enabled', 'digest_quiet_attempt_interval_minutes'],
  weekly: ['weekly_enabled', 'weekly_day_of_week', 'weekly_time_local', 'weekly_tz'],
  fx_delta: ['fx_delta_enabled'],
  fx_apply: ['fx_apply_events_enabled'],
  ops: ['ops_alerts_enabled'],
  escalation: ['escalation_enabled', 'escalation_snoozed_until', 'escalation_stage1_after_minutes', 'escalation_repeat_every_minutes', 'escalation_max_repeats'],
};

/** The slot that a kind would have next under these settings. Locks nothing. */
export async function slotOfSettings(db: Db, kind: NotifyKind, { ownerUserId, after, ownerZone, pollMs, at }: Omit<SettingsStep, 'before' | 'states'>): Promise<Slot | null> {
  const used = isCalendar(kind) && isEnabled(kind, after) ? await usedSlots(db, { ownerUserId, kind, since: new Date(at.getTime() - USED_SINCE_MS) }) : new Set<string>();
  return nextSlot(kind, after, at, { ownerUserId, ownerZone, pollMs, used });
}

/**
 * Plans anew what a change of settings concerns: belongs into the transaction that writes it. Nothing is planned for a slot that has passed,
 * and a key that was used is never used again. Locks: the rows of those kinds. Idempotent.
 */
export async function applySettings(tx: Db, step: SettingsStep): Promise<void> {
  const { ownerUserId, before, after, ownerZone, at, states = {} } = step;
  const changes: SubscriptionChange[] = [];
  for (const kind of NOTIFY_KINDS) {
    const isTimed = TIMED[kind].some((field) => before[field] !== after[field]);
    const state = states[kind];
    if (!isTimed && state === undefined) continue;
    const slot = await slotOfSettings(tx, kind, step);
    changes.push({
      kind,
      nextRunAt: slot?.at ?? null,
      nextSlot: slot !== null && isCalendar(kind) ? slot.key : null,
      plannedZone: slot !== null && isCalendar(kind) ? zoneOf(kind, after, ownerZone) : null,
      ...(state === undefined ? {} : { state }),
    });
  }
  if (changes.length > 0) await changeSubscriptions(tx, { ownerUserId, changes, at });
}
