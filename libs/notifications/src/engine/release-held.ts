import { messageOf } from '@ownerbot/runtime';
import { appendAudit, planRuns, readOwner, readTenant, takeReleasedSubscriptions, type DueSubscription, type SubscriptionPlan } from '@ownerbot/storage';
import { planDue } from '../planning/plan-due';
import { isCalendar, isEnabled, nextSlot, zoneOf, type Slot } from '../planning/slots';
import { addMessage } from './add-message';
import type { NotifyParts } from './notify-parts';
import { settingsOfKind } from './settings-of-kind';

const BATCH = 200;

interface Released extends SubscriptionPlan {
  /** Reports whose time passed meanwhile. */
  readonly missed: number;
  readonly heldAt: Date | null;
}

/**
 * An owner whose chat refused us has written again: what was held goes on with its next times, and one line says what was not sent. Two ticks
 * at once take different rows; the line is one by the moment of the hold.
 */
export async function releaseHeld(parts: NotifyParts, botId: string, at: Date): Promise<void> {
  const told = await parts.db.transaction(async (tx) => {
    const held = await takeReleasedSubscriptions(tx, { botId, limit: BATCH });
    if (held.length === 0) return [];
    const released = held.map((one) => releasedOf(parts, one, at));
    await planRuns(tx, { plans: released, at });
    const owners = [...new Set(released.map((one) => one.ownerUserId))];
    for (const ownerUserId of owners) {
      const mine = released.filter((one) => one.ownerUserId === ownerUserId);
      const [first] = held.filter((one) => one.ownerUserId === ownerUserId);
      const skipped = Object.fromEntries(mine.filter(({ missed }) => missed > 0).map(({ kind, missed }) => [kind, missed]));
      const heldAt = first?.heldAt ?? at;
      await appendAudit(tx, { correlationId: 'notify-tick', at, events: [{ eventType: 'ntf_released', severity: 'info', ownerUserId, fields: { reason: first?.heldReason ?? '', skipped } }] });
      await addMessage(parts, tx, {
        kind: 'notice',
        ownerUserId,
        botId,
        runId: null,
        correlationId: `ntf-${ownerUserId}-notice-${Math.floor(heldAt.getTime() / 1_000)}`,
        settings: { tenant: readTenant(first?.tenant ?? undefined), owner: readOwner(first?.owner ?? undefined) },
        zone: null,
        message: {
          dedupKey: `released:${heldAt.toISOString()}`,
          severity: 'info',
          variant: 'released',
          figures: { since: heldAt.toISOString(), skipped },
          asOf: null,
          provenance: null,
          mode: 'OWN',
          isQuietAtNight: false,
        },
        at,
      });
    }
    return owners;
  });
  for (const chatId of told) await parts.dispatch({ botId, chatId });
}

function releasedOf(parts: NotifyParts, one: DueSubscription, now: Date): Released {
  const { ownerUserId, kind, heldAt } = one;
  const off: Released = { ownerUserId, kind, runs: [], nextRunAt: null, nextSlot: null, plannedZone: null, failure: null, missed: 0, heldAt };
  try {
    const owner = readOwner(one.owner ?? undefined);
    const ownerZone = owner.timezone ?? readTenant(one.tenant ?? undefined).timezone;
    const settings = settingsOfKind(kind, owner.stored);
    if (!isEnabled(kind, settings)) return off;
    const place = { ownerUserId, ownerZone, pollMs: parts.rules.pollMs, used: new Set(one.used) };
    const next: Slot | null = nextSlot(kind, settings, now, place);
    if (!isCalendar(kind)) return { ...off, nextRunAt: next?.at ?? null };
    const missed = one.nextRunAt === null ? [] : planDue(kind, settings, { at: one.nextRunAt, key: one.nextSlot, now }, place).runs.filter(({ at }) => at <= now);
    return { ...off, nextRunAt: next?.at ?? null, nextSlot: next?.key ?? null, plannedZone: zoneOf(kind, settings, ownerZone), missed: missed.length };
  } catch (error) {
    parts.log.error('subscription_not_planned', { ownerUserId, kind, error: messageOf(error) });
    return { ...off, nextRunAt: now, nextSlot: one.nextSlot, plannedZone: one.plannedZone };
  }
}
