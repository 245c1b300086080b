import { codeOf, messageOf } from '@ownerbot/runtime';
import {
  defaultTenant, holdBlocked, leftRuns, planRuns, readOwner, readTenant, settleDeliveries, takeDueSubscriptions, takeMovedSubscriptions, appendAudit, type DueSubscription, type NewAuditEvent, type NotifyRun, type SubscriptionPlan,
} from '@ownerbot/storage';
import { planDue, type DuePlan } from '../planning/plan-due';
import { isCalendar, isEnabled, nextSlot, zoneOf, type SlotPlace } from '../planning/slots';
import type { NotifyParts } from './notify-parts';
import { releaseHeld } from './release-held';
import { runJob, runJobId } from './names';
import { settingsOfKind } from './settings-of-kind';

const MINUTE_MS = 60_000;
/** Work of one tick; what is left is taken by the next. */
const BATCH = 200;
const PARTS_BATCH = 500;
/** A subscription that cannot be planned is tried again after this time. */
const FAILED_AGAIN_MS = 15 * MINUTE_MS;
/** By then the job of a run has begun, or is lost. */
const LOST_AFTER_MS = MINUTE_MS;
/** No run is at work for so long. */
const BROKEN_OFF_MS = 10 * MINUTE_MS;

/** The name of its schedule; how often it comes is a setting. */
export const NOTIFY_TICK = 'notify-tick';

/**
 * Looks for what is due: one transaction plans its runs and their successors, then their jobs are added. The calendar lies in Postgres, so a tick that
 * is late or lost delays and nothing more; two at once take different rows; jobs that were lost are added again.
 */
export async function tick(parts: NotifyParts): Promise<void> {
  const { db, clock, botId } = parts;
  if (botId === null) return;
  const at = clock.now();
  await settleParts(parts, at);
  await hold(parts, botId, at);
  await releaseHeld(parts, botId, at);
  const planned = await db.transaction(async (tx) => {
    const moved = await takeMovedSubscriptions(tx, { standardZone: defaultTenant.timezone, limit: BATCH });
    await planRuns(tx, { plans: moved.map((one) => planOf(parts, one, at, replan)), at });
    const due = await takeDueSubscriptions(tx, { at, limit: BATCH });
    return planRuns(tx, { plans: due.map((one) => planOf(parts, one, at, planDue)), at });
  });
  const left = await leftRuns(db, { plannedBefore: new Date(at.getTime() - LOST_AFTER_MS), runningBefore: new Date(at.getTime() - BROKEN_OFF_MS), limit: BATCH });
  await addJobs(parts, [...planned, ...left]);
}

async function addJobs({ producer }: NotifyParts, runs: readonly NotifyRun[]): Promise<void> {
  const jobs = new Map(runs.map((run) => [run.runId, runJob(run)]));
  if (jobs.size > 0) await producer.addAll([...jobs.values()]);
}

type Planner = typeof planDue;

/** Of a report whose zone has changed nothing runs now: only its next time is another. */
const replan: Planner = (kind, settings, due, place) => ({ runs: [], next: nextSlot(kind, settings, due.now, place) });

/** A subscription that throws fails alone. */
function planOf(parts: NotifyParts, one: DueSubscription, now: Date, plan: Planner): SubscriptionPlan {
  const { ownerUserId, kind, nextRunAt } = one;
  try {
    const owner = readOwner(one.owner ?? undefined);
    const ownerZone = owner.timezone ?? readTenant(one.tenant ?? undefined).timezone;
    const settings = settingsOfKind(kind, owner.stored);
    if (!isEnabled(kind, settings) || nextRunAt === null) return { ownerUserId, kind, runs: [], nextRunAt: null, nextSlot: null, plannedZone: null, failure: null };
    const place: SlotPlace = { ownerUserId, ownerZone, pollMs: parts.rules.pollMs, used: new Set(one.used) };
    const due: DuePlan = plan(kind, settings, { at: nextRunAt, key: one.nextSlot, now }, place);
    const isReport = isCalendar(kind);
    return {
      ownerUserId,
      kind,
      runs: due.runs.map(({ key, at, state }) => ({ slotKey: key, dueAt: at, correlationId: runJobId({ ownerUserId, kind, slotKey: key }), state })),
      nextRunAt: due.next?.at ?? null,
      nextSlot: isReport ? (due.next?.key ?? null) : null,
      plannedZone: isReport ? zoneOf(kind, settings, ownerZone) : null,
      failure: null,
    };
  } catch (error) {
    parts.log.error('subscription_not_planned', { ownerUserId, kind, error: messageOf(error) });
    return { ownerUserId, kind, runs: [], nextRunAt: new Date(now.getTime() + FAILED_AGAIN_MS), nextSlot: one.nextSlot, plannedZone: one.plannedZone, failure: { reason: codeOf(error) } };
  }
}

/** What became of parts is written by whoever sends them; here it reaches the notifications. */
async function settleParts({ db, observe }: NotifyParts, at: Date): Promise<void> {
  const settled = await settleDeliveries(db, { at, limit: PARTS_BATCH });
  for (const { part, state, attempts, errorCode, ms, recipientId, correlationId } of settled) {
    observe.part('telegram', state);
    const event: NewAuditEvent = { eventType: 'ntf_part', severity: state === 'sent' ? 'info' : 'warning', ownerUserId: recipientId, fields: { part, channel: 'telegram', outcome: state, attempts, error_code: errorCode, ms } };
    await appendAudit(db, { correlationId, at, events: [event] });
  }
}

async function hold({ db, log }: NotifyParts, botId: string, at: Date): Promise<void> {
  for (const ownerUserId of await holdBlocked(db, { botId, at })) {
    log.warn('notifications_held', { ownerUserId, reason: 'CHAT_BLOCKED' });
    await appendAudit(db, { correlationId: NOTIFY_TICK, at, events: [{ eventType: 'ntf_held', severity: 'warning', ownerUserId, fields: { reason: 'CHAT_BLOCKED' } }] });
  }
}
