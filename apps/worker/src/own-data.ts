import type { Queues } from '@ownerbot/queues';
import type { Clock } from '@ownerbot/runtime';
import { slotOfSettings } from '@ownerbot/notifications';
import { instant, missingKeyOf, type DatabaseCheck, type ShopCall, type ShopMode, type ShopPort, type ShopSettings } from '@ownerbot/shop';
import {
  auditBegins, auditErrors, countAlerts, countFunnel, countMilestones, countRequests, countToolCalls, lastRequests, NOTIFY_KINDS, notifySettings, pendingMigrations, readIncident, readIncidents, readOutages, readSettings, readSubscriptions,
  recentAudit, type AuditRow, type Database, type NotifyKind, type NotifySettings,
} from '@ownerbot/storage';
import type { PlanProvider } from '@ownerbot/planner';
import type { Transcriber } from '@ownerbot/voice';
import { WORKER_ROLES } from '@ownerbot/conversation';
import { judgeLatency, judgeQueues, judgeRoles } from './health/judge-health';
import { withinLimit } from './health/within-limit';
import { keepContractResult, readContractResult } from './contract-result';
import { readPlannerFacts } from './planner-facts';
import type { AuditRecord, HealthCheck, HealthName, OwnData } from '@ownerbot/tools';

export interface OwnDataOptions {
  readonly db: Database;
  readonly queues: Pick<Queues, 'backend' | 'inspect' | 'ping' | 'processes'>;
  readonly settings: Readonly<ShopSettings>;
  /** Chats that team messages go to. */
  readonly managerChatIds: readonly string[];
  /** Null where SIS is not configured. */
  readonly sis: Pick<ShopPort, 'ping'> | null;
  readonly sisDb?: Pick<ShopPort, 'ping'> | null;
  /** What was last seen of the rights and views of the database of SIS. */
  readonly sisDbCheck?: () => DatabaseCheck | null;
  /** Null where voice is off. */
  readonly transcriber?: Pick<Transcriber, 'health'> | null;
  /** Null where the planner is off. */
  readonly planner?: PlanProvider | null;
  /** How often alerts look; as the settings have it by default where it is not said. */
  readonly notifyPollMs?: number;
  readonly clock: Clock;
}

const USUAL_POLL_MS = 300_000;

/** So long jobs that died are worth a remark. */
const RECENT_MS = 3_600_000;

/** What tools may ask of OwnerBot itself, out of its own stores and settings. */
export function createOwnData(options: OwnDataOptions): OwnData {
  const { db, settings } = options;
  return {
    async health(call, mode) {
      return Promise.all([
        withinLimit('db', () => store(options)),
        withinLimit('redis', () => redis(options)),
        withinLimit('queues', () => waiting(options)),
        withinLimit('worker', () => roles(options)),
        Promise.resolve(skipped('telegram')),
        withinLimit('sis', () => shop(options, call, mode)),
        withinLimit('llm', () => planner(options)),
        withinLimit('asr', () => transcriber(options)),
        withinLimit('storage', () => tables(db)),
      ]);
    },
    async audit({ limit, event_type: eventType, before_id: beforeId }) {
      const { total, rows } = await recentAudit(db, { limit, ...(eventType === undefined ? {} : { eventType }), ...(beforeId === undefined ? {} : { beforeId }) });
      return { total, events: rows.map(recordOf) };
    },
    async errors(query) {
      const { total, byCode, rows } = await auditErrors(db, query);
      return { total, by_code: byCode, events: rows.map((row) => ({ ...recordOf(row), code: row.code })) };
    },
    async lastRequests(limit) {
      const { total, rows } = await lastRequests(db, limit);
      return { total, events: rows.map(recordOf) };
    },
    async work(windows) {
      const [requests, toolCalls, milestones, since] = await Promise.all([countRequests(db, windows), countToolCalls(db, windows), countMilestones(db, windows), auditBegins(db)]);
      return { requests, toolCalls, milestones, since };
    },
    funnel: (window, shape) => countFunnel(db, window, shape),
    contractResult: (mode) => readContractResult(db, mode, options.clock.now()),
    keepContractResult: (mode, result) => keepContractResult(db, mode, result),
    async settings(ownerUserId) {
      const { tenant, owner } = await readSettings(db, ownerUserId);
      return {
        locale: owner.locale ?? tenant.locale,
        timezone: owner.timezone ?? tenant.timezone,
        tenant: { shop_id: tenant.shopId, currency: tenant.currency, timezone: tenant.timezone, locale: tenant.locale },
        settings_version: owner.settingsVersion,
        stored: owner.stored,
      };
    },
    async upstream() {
      const { tenant } = await readSettings(db, null);
      return {
        upstream_mode: settings.upstreamMode,
        runtime_mode: tenant.upstreamModeOverride,
        toggle_enabled: settings.isModeToggleEnabled,
        auto_fallback: settings.autoFallback,
        sis_configured: settings.sisBaseUrl !== undefined && settings.sisApiKey !== undefined,
        sis_host: settings.sisBaseUrl === undefined ? null : new URL(settings.sisBaseUrl).host,
        contract_check_enabled: settings.isContractCheckEnabled,
        missing_keys: { DEMO: null, SIS_HTTP: missingKeyOf('SIS_HTTP', settings), SIS_DB_RO: missingKeyOf('SIS_DB_RO', settings), AUTO: missingKeyOf('AUTO', settings) },
        settings_version: tenant.settingsVersion,
      };
    },
    async notifications(ownerUserId) {
      const now = options.clock.now();
      const [{ owner, tenant }, subscriptions, incidents, outages] = await Promise.all([
        readSettings(db, ownerUserId), readSubscriptions(db, ownerUserId), readIncidents(db, { ownerUserId, closedSince: now }), readOutages(db, { closedSince: now }),
      ]);
      return {
        settings: notifySettings(owner.stored),
        settings_version: owner.settingsVersion,
        timezone: owner.timezone ?? tenant.timezone,
        poll_ms: options.notifyPollMs ?? USUAL_POLL_MS,
        subscriptions,
        incidents: incidents.filter(({ state }) => state !== 'closed'),
        outages: outages.filter(({ confirmedAt, closedAt }) => confirmedAt !== null && closedAt === null),
      };
    },
    nextRuns: (ownerUserId, after, at) => nextRuns(options, { ownerUserId, after, at }),
    incident: (ownerUserId, incidentId) => readIncident(db, { ownerUserId, incidentId }),
    async team(ownerUserId) {
      const { owner } = await readSettings(db, ownerUserId);
      return { recipients: [...new Set(options.managerChatIds)], sender: owner.displayName };
    },
  };
}

async function nextRuns({ db, notifyPollMs: pollMs = USUAL_POLL_MS }: OwnDataOptions, { ownerUserId, after, at }: { ownerUserId: string; after: NotifySettings; at: Date }): Promise<Record<NotifyKind, string | null>> {
  const { owner, tenant } = await readSettings(db, ownerUserId);
  const step = { ownerUserId, after, ownerZone: owner.timezone ?? tenant.timezone, pollMs, at };
  const next: Record<NotifyKind, string | null> = { digest: null, weekly: null, fx_delta: null, fx_apply: null, ops: null, escalation: null };
  for (const kind of NOTIFY_KINDS) {
    const slot = await slotOfSettings(db, kind, step);
    next[kind] = slot === null ? null : instant(slot.at);
  }
  return next;
}

function recordOf({ id, occurredAt, correlationId, eventType, fields }: AuditRow): AuditRecord {
  return { id: String(id), occurred_at: instant(occurredAt), correlation_id: correlationId, event_type: eventType, fields };
}

async function timed(name: HealthName, ask: () => Promise<unknown>): Promise<HealthCheck> {
  const started = performance.now();
  try {
    await ask();
    return { name, status: 'ok', latency_ms: Math.round(performance.now() - started), code: null };
  } catch {
    return { name, status: 'fail', latency_ms: Math.round(performance.now() - started), code: 'NO_ANSWER' };
  }
}

const skipped = (name: HealthName): HealthCheck => ({ name, status: 'skipped', latency_ms: null, code: null });
const always = (name: HealthName): HealthCheck => ({ name, status: 'ok', latency_ms: null, code: null });

async function redis({ queues }: OwnDataOptions): Promise<HealthCheck> {
  if (queues.backend !== 'redis') return skipped('redis');
  const begun = performance.now();
  await queues.ping();
  return judgeLatency('redis', Math.round(performance.now() - begun));
}

async function waiting({ db, queues, clock }: OwnDataOptions): Promise<HealthCheck> {
  const [states, alerts] = await Promise.all([queues.inspect(), countAlerts(db, new Date(clock.now().getTime() - RECENT_MS))]);
  return judgeQueues(states, alerts.find(({ event }) => event === 'job_dead')?.count ?? 0);
}

/** Whoever transcribes or plans is needed only where that is on. */
async function roles({ queues, transcriber: hears = null, planner: plans = null }: OwnDataOptions): Promise<HealthCheck> {
  const isNeeded = (role: string): boolean => (role === 'asr' ? hears !== null : role === 'plan' ? plans !== null : true);
  return judgeRoles(await queues.processes(), WORKER_ROLES.filter(isNeeded));
}

async function store({ db }: OwnDataOptions): Promise<HealthCheck> {
  const begun = performance.now();
  await db.ping();
  const answered = judgeLatency('db', Math.round(performance.now() - begun));
  const { pending } = await pendingMigrations(db);
  return pending.length === 0 ? answered : { ...answered, status: 'fail', code: 'MIGRATIONS_PENDING' };
}

/** The demo shop lies in our own database: there is nothing to reach. */
async function shop(options: OwnDataOptions, call: ShopCall, mode: ShopMode): Promise<HealthCheck> {
  const { sis } = options;
  if (mode === 'DEMO') return skipped('sis');
  if (mode === 'SIS_DB_RO') return database(options, call);
  const pinged: HealthCheck = sis === null ? { name: 'sis', status: 'fail', latency_ms: null, code: 'NOT_CONFIGURED' } : await timed('sis', () => sis.ping(call));
  // Something else may answer in its place.
  return mode === 'AUTO' && pinged.status === 'fail' ? { ...pinged, status: 'warn' } : pinged;
}

/** Views that differ from the contract stop some answers and not others. */
async function database({ sisDb = null, sisDbCheck = () => null }: OwnDataOptions, call: ShopCall): Promise<HealthCheck> {
  if (sisDb === null) return { name: 'sis', status: 'fail', latency_ms: null, code: 'NOT_CONFIGURED' };
  const pinged = await timed('sis', () => sisDb.ping(call));
  const last = sisDbCheck();
  const seen = last === null ? {} : { checked_at: last.checked_at };
  if ((last?.writing.length ?? 0) > 0) return { ...pinged, ...seen, status: 'fail', code: 'ROLE_CAN_WRITE' };
  if (pinged.status === 'fail') return { ...pinged, ...seen };
  if ((last?.unreadable.length ?? 0) > 0) return { ...pinged, ...seen, status: 'warn', code: 'VIEWS_NOT_READABLE' };
  return (last?.drift.length ?? 0) > 0 ? { ...pinged, ...seen, status: 'warn', code: 'SIS_DB_DRIFT' } : { ...pinged, ...seen };
}

/** As it was last asked: nothing that costs is asked for this. */
async function planner({ db, planner: one = null, clock }: OwnDataOptions): Promise<HealthCheck> {
  if (one === null) return skipped('llm');
  try {
    const { state } = await readPlannerFacts(db, one, clock.now());
    if (state === 'ok') return always('llm');
    return state === 'broken' ? { name: 'llm', status: 'fail', latency_ms: null, code: 'BAD_CONFIG' } : { name: 'llm', status: 'warn', latency_ms: null, code: 'CIRCUIT_OPEN' };
  } catch {
    return { name: 'llm', status: 'fail', latency_ms: null, code: 'NO_ANSWER' };
  }
}

const TRANSCRIBER_LIMIT_MS = 3_000;

async function transcriber({ transcriber: one = null }: OwnDataOptions): Promise<HealthCheck> {
  if (one === null) return skipped('asr');
  return timed('asr', async () => {
    const { ok, detail } = await one.health(AbortSignal.timeout(TRANSCRIBER_LIMIT_MS));
    if (!ok) throw new Error(detail);
  });
}

async function tables(db: Database): Promise<HealthCheck> {
  try {
    const { pending } = await pendingMigrations(db);
    return pending.length === 0 ? always('storage') : { name: 'storage', status: 'fail', latency_ms: null, code: 'MIGRATIONS_PENDING' };
  } catch {
    return { name: 'storage', status: 'fail', latency_ms: null, code: 'NO_ANSWER' };
  }
}
