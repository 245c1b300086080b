import { done, type Outcome } from '@ownerbot/queues';
import { appendAudit, endRun, endSubscription, lockSubscription, readSettings, saveIncidents, type Db, type NewAuditEvent, type NotifyRun, type Subscription, usedSlots, waitRun } from '@ownerbot/storage';
import type { Decision } from '../model/decision';
import type { Facts } from '../model/facts';
import { dayOfSlot, isAttempt, nextSlot, type Slot } from '../planning/slots';
import { addMessage } from './add-message';
import type { NotifyParts } from './notify-parts';
import type { RunAtWork } from './take-run';

const DAY_MS = 86_400_000;
const USED_SINCE_MS = 10 * DAY_MS;

type Made = Exclude<Decision, { type: 'wait' }>;

/** Thrown inside the transaction, so that nothing of it stays. */
class RunIsOver extends Error {}

/**
 * Writes a decision: its messages with their parts and effects, the new state, the incidents, and the end of the run; then sends what may leave.
 * @returns null where the settings have changed since they were read: nothing was written, and it must be decided again
 */
export async function commitRun(parts: NotifyParts, work: RunAtWork, decision: Made, facts: Facts): Promise<Outcome | null> {
  const { run, settings, botId } = work;
  const at = parts.clock.now();
  try {
    const isWritten = await parts.db.transaction(async (tx) => {
      const subscription = await lockSubscription(tx, run.ownerUserId, run.kind);
      const { owner } = await readSettings(tx, run.ownerUserId);
      if (subscription === null || owner.settingsVersion !== settings.owner.settingsVersion) return false;
      await write(parts, tx, { work, decision, facts, subscription, at });
      return true;
    });
    if (!isWritten) return null;
  } catch (error) {
    if (!(error instanceof RunIsOver)) throw error;
  }
  await parts.dispatch({ botId, chatId: run.ownerUserId });
  return done();
}

interface Writing {
  readonly work: RunAtWork;
  readonly decision: Made;
  readonly facts: Facts;
  readonly subscription: Subscription;
  readonly at: Date;
}

async function write(parts: NotifyParts, tx: Db, { work, decision, facts, subscription, at }: Writing): Promise<void> {
  const { run, kind, settings, mode, zone, botId } = work;
  const { ownerUserId, correlationId, runId } = run;
  const messages = decision.type === 'send' ? decision.messages : [];
  const sent: NewAuditEvent[] = [];
  for (const [index, message] of messages.entries()) {
    const order = { kind: run.kind, ownerUserId, botId, runId, correlationId: index === 0 ? correlationId : `${correlationId}-m${index + 1}`, settings, zone, message, at };
    if (!(await addMessage(parts, tx, order))) continue;
    sent.push({ eventType: 'ntf_sent', severity: 'info', ownerUserId, fields: { kind: run.kind, dedup_key: message.dedupKey, severity: message.severity } });
  }
  const state = sent.length > 0 ? 'sent' : 'skipped';
  const reason = messages.length > 0 && sent.length === 0 ? 'DUPLICATE' : decision.reason;
  if (!(await endRun(tx, { correlationId, state, reason, mode, at }))) throw new RunIsOver();
  await saveIncidents(tx, decision.incidents ?? [], at);
  const outcome = decision.type === 'unknown' ? 'unknown' : state;
  await endSubscription(tx, {
    ownerUserId,
    kind: run.kind,
    state: decision.state,
    schemaVersion: kind.schemaVersion,
    next: await nextOf(parts, tx, { work, decision, subscription, endsDate: messages.length > 0, at }),
    outcome,
    reason,
    isSent: sent.length > 0,
    health: decision.type === 'unknown' ? 'unknown' : 'known',
    at,
  });
  const ran: NewAuditEvent = {
    eventType: 'ntf_run',
    severity: decision.type === 'unknown' ? 'warning' : 'info',
    ownerUserId,
    fields: { kind: run.kind, slot: run.slotKey, due_at: run.dueAt.toISOString(), late_sec: Math.round((at.getTime() - run.dueAt.getTime()) / 1_000), outcome, reason, facts: factsForAudit(facts) },
  };
  const more = (decision.audit ?? []).map((event) => ({ ...event, ownerUserId }));
  await appendAudit(tx, { correlationId, at, events: [ran, ...sent, ...more] });
  parts.observe.run(run.kind, outcome, at.getTime() - run.dueAt.getTime());
}

/** Writes that a report looks again, and what it remembers till then. An attempt that waits has become the report of its date: no other follows. */
export async function waitOn(parts: NotifyParts, work: RunAtWork, decision: Extract<Decision, { type: 'wait' }>): Promise<boolean> {
  const { run, kind, mode } = work;
  const { ownerUserId, runId } = run;
  const at = parts.clock.now();
  const isOpen = await parts.db.transaction(async (tx) => {
    const subscription = await lockSubscription(tx, ownerUserId, run.kind);
    if (subscription === null || !(await waitRun(tx, { runId, againAt: decision.againAt, reason: decision.reason, mode }))) return false;
    const next = await nextOf(parts, tx, { work, decision, subscription, endsDate: true, at });
    await endSubscription(tx, { ownerUserId, kind: run.kind, state: decision.state, schemaVersion: kind.schemaVersion, next, outcome: 'waiting', reason: decision.reason, isSent: false, health: 'as-it-was', at });
    return true;
  });
  parts.observe.run(run.kind, 'waiting', at.getTime() - run.dueAt.getTime());
  return isOpen;
}

interface Ending extends Omit<Writing, 'facts' | 'decision'> {
  readonly decision: Decision;
  /** No other attempt of its date follows. */
  readonly endsDate: boolean;
}

/** When it runs next, where that is not what the tick has set: earlier, because something is due; or after the date whose digest an attempt has sent. */
async function nextOf(parts: NotifyParts, tx: Db, { work, decision, subscription, endsDate, at }: Ending): Promise<{ at: Date; slot: string | null } | null> {
  const { run, fields, settings } = work;
  const nextRunAt = decision.type === 'wait' ? undefined : decision.nextRunAt;
  if (nextRunAt !== undefined && (subscription.nextRunAt === null || nextRunAt < subscription.nextRunAt)) return { at: nextRunAt, slot: null };
  if (!endsDate || !isAttempt(run.slotKey)) return null;
  const used = await usedSlots(tx, { ownerUserId: run.ownerUserId, kind: run.kind, since: new Date(at.getTime() - USED_SINCE_MS) });
  const ownerZone = settings.owner.timezone ?? settings.tenant.timezone;
  const next: Slot | null = nextSlot(run.kind, fields, at, { ownerUserId: run.ownerUserId, ownerZone, pollMs: parts.rules.pollMs, used: new Set([...used, dayOfSlot(run.slotKey)]) });
  return next === null ? null : { at: next.at, slot: next.key };
}

function factsForAudit(facts: Facts): readonly object[] {
  return Object.entries(facts).map(([id, fact]) => ({ id, status: fact.known ? 'ok' : fact.code, ...(fact.known ? { as_of: fact.asOf } : {}) }));
}

export interface PlainEnd {
  readonly state: 'skipped' | 'failed';
  readonly reason: string;
}

/** Ends a run about which nothing was decided: it is off, held or late, or its rule fails. */
export async function endWithout(parts: NotifyParts, run: NotifyRun, subscription: Subscription | null, { state, reason }: PlainEnd): Promise<Outcome> {
  const at = parts.clock.now();
  const { ownerUserId, kind, correlationId, slotKey, dueAt } = run;
  await parts.db.transaction(async (tx) => {
    if (!(await endRun(tx, { correlationId, state, reason, mode: null, at }))) return;
    if (subscription !== null) {
      await endSubscription(tx, { ownerUserId, kind, state: null, schemaVersion: 1, next: null, outcome: state, reason, isSent: false, health: state === 'failed' ? 'failed' : 'known', at });
    }
    const event: NewAuditEvent = {
      eventType: 'ntf_run',
      severity: state === 'failed' ? 'warning' : 'info',
      ownerUserId,
      fields: { kind, slot: slotKey, due_at: dueAt.toISOString(), late_sec: Math.round((at.getTime() - dueAt.getTime()) / 1_000), outcome: state, reason },
    };
    await appendAudit(tx, { correlationId, at, events: [event] });
  });
  parts.observe.run(kind, state, at.getTime() - dueAt.getTime());
  return done();
}
