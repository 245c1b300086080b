import { NOTIFY_KINDS, ownJobs, readIncidents, readSettings, readSubscriptions, skippedRuns, StoredSettingError, beginRun, readOutages, type NotifyKind, type NotifyRun, type NotifySettings, type OwnerSettings, type Subscription, type TenantSettings } from '@ownerbot/storage';
import { done, later, retry, type JobContext, type Outcome } from '@ownerbot/queues';
import type { ToolRequest } from '@ownerbot/tools';
import { NotifyRuleError, NotifySettingsMovedError } from '../errors';
import type { DecideInput, Decision, OwnFacts } from '../model/decision';
import type { Facts } from '../model/facts';
import type { AnyNotificationKind } from '../model/notification-kind';
import { isTooLate } from '../planning/lateness';
import { isCalendar, isEnabled, zoneOf } from '../planning/slots';
import { commitRun, endWithout, waitOn } from './commit-run';
import { gatherFacts } from './gather-facts';
import type { NotifyParts } from './notify-parts';
import { settingsOfKind } from './settings-of-kind';

const DAY_MS = 86_400_000;
const OWN_JOBS_MS = 7 * DAY_MS;
const MOST_SKIPPED = 30;
/** A later look is a job of the queue that sleeps; none sleeps longer than this. */
const LONGEST_SLEEP_MS = 3_600_000;

/** What a run works with. */
export interface RunAtWork {
  readonly run: NotifyRun;
  readonly kind: AnyNotificationKind;
  readonly subscription: Subscription;
  readonly settings: { readonly tenant: TenantSettings; readonly owner: OwnerSettings };
  readonly fields: NotifySettings;
  readonly mode: ToolRequest['mode'];
  readonly zone: string;
  readonly botId: string;
}

/**
 * The handler of `notify.run`. It asks, decides, and writes the decision with everything that it causes in one transaction; killed before, it
 * runs again, killed after, it finds its end. An error of one owner's kind ends this run and nothing else.
 */
export function createRuns(parts: NotifyParts): (job: JobContext<'notify.run'>) => Promise<Outcome> {
  return async (job) => {
    const kindName = NOTIFY_KINDS.find((one) => one === job.payload.kind);
    const { botId } = parts;
    if (kindName === undefined || botId === null) return done();
    const run = await beginRun(parts.db, { ...job.payload, kind: kindName, at: parts.clock.now() });
    if (run === null) {
      await parts.dispatch({ botId, chatId: job.payload.ownerUserId });
      return done();
    }
    const outcome = (await lookAt(parts, job, run, botId)) ?? (await lookAt(parts, job, run, botId));
    return outcome ?? retry(new NotifySettingsMovedError(run.correlationId));
  };
}

/** Null: the settings changed meanwhile, and nothing was written. */
async function lookAt(parts: NotifyParts, job: JobContext<'notify.run'>, run: NotifyRun, botId: string): Promise<Outcome | null> {
  const [subscriptions, settings] = await Promise.all([readSubscriptions(parts.db, run.ownerUserId), readSettings(parts.db, run.ownerUserId)]);
  const subscription = subscriptions.find((one) => one.kind === run.kind);
  const kind = parts.kinds.find((one) => one.kind === run.kind);
  if (subscription === undefined || kind === undefined) return endWithout(parts, run, null, { state: 'skipped', reason: 'OFF' });
  if (subscription.heldReason !== null) return endWithout(parts, run, subscription, { state: 'skipped', reason: 'HELD' });
  const fields = fieldsOf(run.kind, settings.owner);
  if (fields instanceof StoredSettingError) return endWithout(parts, run, subscription, { state: 'failed', reason: fields.code });
  if (!isEnabled(run.kind, fields)) return endWithout(parts, run, subscription, { state: 'skipped', reason: 'OFF' });
  const now = parts.clock.now();
  // A report that waits for its facts was begun in time.
  const isLate = run.againAt === null && isTooLate(run.kind, { dueAt: run.dueAt, now, nextAt: subscription.nextRunAt, digestLateMaxMs: parts.rules.digestLateMaxMs });
  if (isLate) return endWithout(parts, run, subscription, { state: 'skipped', reason: 'LATE' });
  const ownerZone = settings.owner.timezone ?? settings.tenant.timezone;
  const work: RunAtWork = { run, kind, subscription, settings, fields, mode: parts.effectiveMode(settings.tenant), zone: zoneOf(run.kind, fields, ownerZone), botId };
  return decide(parts, job, work, subscriptions);
}

function fieldsOf(kind: NotifyKind, { stored }: OwnerSettings): NotifySettings | StoredSettingError {
  try {
    return settingsOfKind(kind, stored);
  } catch (error) {
    if (error instanceof StoredSettingError) return error;
    throw error;
  }
}

async function decide(parts: NotifyParts, job: JobContext<'notify.run'>, work: RunAtWork, subscriptions: readonly Subscription[]): Promise<Outcome | null> {
  const { run, subscription } = work;
  const own = await ownFacts(parts, work, subscriptions);
  let decision: Decision;
  let facts: Facts = {};
  try {
    ({ decision, facts } = await judge(parts, job, work, own));
  } catch (error) {
    if (job.signal.aborted) throw error;
    const failed = new NotifyRuleError(run.kind, error);
    job.log.error('notify_rule_failed', { correlationId: run.correlationId, kind: run.kind, error: failed });
    return endWithout(parts, run, subscription, { state: 'failed', reason: failed.code });
  }
  if (decision.type !== 'wait') return commitRun(parts, work, decision, facts);
  if (!(await waitOn(parts, work, decision))) return done();
  return later(Math.min(LONGEST_SLEEP_MS, Math.max(1_000, decision.againAt.getTime() - parts.clock.now().getTime())), decision.reason);
}

type Own = Pick<DecideInput, 'incidents' | 'ownJobs' | 'own'>;

async function judge(parts: NotifyParts, job: JobContext<'notify.run'>, work: RunAtWork, own: Own): Promise<{ decision: Decision; facts: Facts }> {
  const { run, kind, subscription, settings, fields, mode, zone } = work;
  const { ownerUserId, correlationId, slotKey, dueAt } = run;
  const state = Object.keys(subscription.state).length === 0 ? kind.initialState() : kind.readState(subscription.state);
  const asking = { correlationId, ownerUserId, settings, mode, source: isCalendar(run.kind) ? 'digest' : 'alert', attempt: job.attempt, signal: job.signal } as const;
  const input = (facts: Facts, now: Date): DecideInput => ({
    ownerUserId, settings: fields, state, facts, now, zone, subscription, mode, rules: parts.rules, newId: parts.newId, ...own,
    run: { slotKey, dueAt, lateMs: Math.max(0, now.getTime() - dueAt.getTime()) },
  });
  const begun = parts.clock.now();
  const first = await gatherFacts(parts, asking, kind.reads({ settings: fields, state, now: begun, zone, slotKey }));
  const then = kind.readsThen(input(first, parts.clock.now()));
  const facts = then.length === 0 ? first : { ...first, ...(await gatherFacts(parts, asking, then)) };
  const decision = kind.decide(input(facts, parts.clock.now()));
  // What cannot be read back must not be written.
  kind.readState(decision.state);
  return { decision, facts };
}

async function ownFacts({ db, clock, rules }: NotifyParts, { run, subscription }: RunAtWork, subscriptions: readonly Subscription[]): Promise<Own> {
  const { ownerUserId, kind } = run;
  const now = clock.now();
  const incidents = kind === 'escalation' || isCalendar(kind) ? await readIncidents(db, { ownerUserId, closedSince: new Date(now.getTime() - rules.reopenMs) }) : [];
  const jobs = kind === 'fx_apply' ? await ownJobs(db, { ownerUserId, since: new Date(now.getTime() - OWN_JOBS_MS) }) : [];
  const skipped = isCalendar(kind) ? await skippedRuns(db, { ownerUserId, kind, since: subscription.lastSentAt, limit: MOST_SKIPPED }) : [];
  const away = isCalendar(kind) ? await readOutages(db, { closedSince: now }) : [];
  const own: OwnFacts = {
    openIncidents: incidents.filter((one) => one.state !== 'closed'),
    skipped,
    failing: subscriptions.flatMap(({ kind: one, failingSince }) => (failingSince === null || one === kind ? [] : [{ kind: one, since: failingSince }])),
    awaySince: away.find((one) => one.confirmedAt !== null && one.closedAt === null)?.openedAt ?? null,
  };
  return { incidents: kind === 'escalation' ? incidents : [], ownJobs: jobs, own };
}
