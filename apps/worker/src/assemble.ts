import { createCommits, type ActionParts } from '@ownerbot/actions';
import { ANSWER_TIMING, createDeadSweep, createDrawings, createOnDead, createPlanRuns, createRelay, createToolRuns, createTurns, createVoiceRuns, noCrash, RELAY_TIMING, whileStoresAnswer, type AnswerParts, type AwaitedEvent, type Draw, type PlanRunParts, type VoiceRunParts, type WorkerRole } from '@ownerbot/conversation';
import { createRuns, type NotifyParts, type UpstreamWatch } from '@ownerbot/notifications';
import { createReplayRunner } from '@ownerbot/operations';
import { createHangWatch, createProgressWatch, createQueues, guardLanes, heartbeat, tracingOf, type Consumer, type ConsumerOptions, type Family, type Queues } from '@ownerbot/queues';
import {
  crashOrder, createHealth, createLogger, createMetrics, createStatusServer, ownVersion, reportMissing, secretsOf, service, SettingsError, systemClock,
  type AtAnyPoint, type Environment, type Health, type Logger, type Metrics, type RunOptions, type Service,
} from '@ownerbot/runtime';
import { effectiveMode } from '@ownerbot/shop';
import { countAlerts, countOpenLetters, guardTables, openDatabase, watchStore } from '@ownerbot/storage';
import { botIdOf } from '@ownerbot/telegram';
import { actionPartsOf } from './action-parts';
import { connectSis } from './connect-sis';
import { connectSisDb, missingForSisDb, sisDbService } from './connect-sis-db';
import { upstreamCheck } from './check-upstream';
import { composeAll } from './domains';
import { drawingOf } from './drawing';
import { createOwnData } from './own-data';
import { hearingOf } from './hearing';
import { missingForPlanning, planningOf } from './planning';
import { readPlannerFacts } from './planner-facts';
import { measureNotifying, notifyMetrics } from './notify-metrics';
import { endDeadRun, notifyPartsOf } from './notifying';
import { createRetention } from './retention';
import { toolRunnerOf, toolsOf } from './run-tools';
import { setSchedules, takeTicks } from './schedules';
import { loadWorkerSettings, missingSettings, type WorkerSettings } from './settings';
import { NO_SIS_FACTS, readSisFacts } from './sis-facts';
import { watchStatus } from './watch-status';
import { measureAlerts, measureDeadLetters, workerMetrics } from './worker-metrics';

const STOP_WITHIN_MS = 15_000;
/** Beside one for each lane: tool runs, the relay, health. */
const CONNECTIONS_BESIDE_LANES = 10;

/** The worker from its environment. @throws SettingsError, DomainsInvalidError, CatalogueError, ToolRegistryError */
export function assemble(env: Environment): RunOptions {
  const settings = loadWorkerSettings(env);
  const log = createLogger({ process: 'worker', level: settings.process.logLevel, secrets: secretsOf(settings) });
  const missing = missingSettings(settings);
  const lacking = [...missing, ...missingForPlanning(settings), ...missingForSisDb(settings.shop)];
  if (lacking.length > 0 && settings.process.preflightFailFast) throw new SettingsError(lacking);
  const health = createHealth();
  const metrics = createMetrics({ processMetrics: true });
  const working = missing.length > 0 ? [] : workingServices(settings, { log, health, metrics, searchPath: env['PATH'], atPoint: crashOrder(env) });
  reportMissing(lacking, { health, log });
  const { host, port } = settings.address;
  const status = createStatusServer({ host, port, portKey: 'WORKER_PORT', health, metrics, onListen: (url) => log.info('listening', { url }) });
  return { name: 'worker', log, services: [status, ...working], stopWithinMs: STOP_WITHIN_MS };
}

interface Basics {
  readonly log: Logger;
  readonly health: Health;
  readonly metrics: Metrics;
  /** Where programs are found. */
  readonly searchPath: string | undefined;
  /** Undefined but in the fault suite. */
  readonly atPoint: AtAnyPoint | undefined;
}

function workingServices(settings: WorkerSettings, { log, health, metrics, searchPath, atPoint }: Basics): Service[] {
  const { access, conversation, shop, database: { databaseUrl = '' } } = settings;
  const drawing = drawingOf(settings);
  const { rules: voice, hearing, transcriber } = hearingOf(settings, { log, searchPath });
  const composed = composeAll();
  const { rules: plan, planning } = planningOf(settings, { composed, log });
  const queues = createQueues({ settings: { ...settings.queues, databaseUrl }, log, metrics, tracing: tracingOf(settings.queues, 'worker', log) });
  const db = openDatabase({ url: databaseUrl, applicationName: 'ownerbot-worker', maxConnections: queues.lanes.inbox + CONNECTIONS_BESIDE_LANES });
  const store = watchStore({ db, clock: systemClock, onChange: (isAvailable) => log.warn('store_watch', { isAvailable }) });
  const status = watchStatus({
    queues,
    store,
    log,
    readSis: () => (shop.sisBaseUrl === undefined ? Promise.resolve(NO_SIS_FACTS) : readSisFacts(db, shop.sisBaseUrl, systemClock.now())),
    readPlanner: () => (planning === null ? Promise.resolve(null) : readPlannerFacts(db, planning.provider, systemClock.now())),
    modeOf: ({ upstreamModeOverride: override }) => ({
      mode: effectiveMode(shop, override),
      dataMode: { configured: shop.upstreamMode, override, isSwitchable: shop.isModeToggleEnabled },
    }),
    fixed: { version: ownVersion(), switches: { SHADOW_CHECK_ENABLED: settings.diagnostics.isShadowCheckEnabled }, providers: { SIS_BASE_URL: presence(shop.sisBaseUrl), SIS_OWNERBOT_API_KEY: presence(shop.sisApiKey), SIS_DATABASE_URL: presence(shop.sisDatabaseUrl), ASR_PROVIDER: voice.isOn ? settings.voice.provider : 'off' } },
  });
  const observe = workerMetrics(metrics);
  const sis = connectSis({ db, settings: shop, appEnv: settings.process.appEnv, clock: systemClock, log, onAuditLost: observe.auditLost });
  const sisDb = connectSisDb({ db, settings: shop, appEnv: settings.process.appEnv, clock: systemClock, log, onAuditLost: observe.auditLost });
  const shops = { sis: sis?.shop ?? null, sisDb: sisDb?.shop ?? null };
  const runner = toolRunnerOf({ db, composed, llmActionTools: plan.allowedActions, settings: shop, ...shops, own: createOwnData({ db, queues, settings: shop, notifyPollMs: settings.notify.pollSec * 1_000, managerChatIds: settings.team.managerChatIds, ...shops, sisDbCheck: () => sisDb?.lastCheck() ?? null, transcriber: voice.isOn ? transcriber : null, planner: planning?.provider ?? null, clock: systemClock }), clock: systemClock, log, onAuditLost: observe.auditLost });
  const base: Omit<AnswerParts, 'actions'> = {
    db,
    producer: queues.producer(),
    composed,
    access,
    clock: systemClock,
    log,
    status: (tenant) => status.current(tenant),
    limits: { floodMaxPerMinute: conversation.floodMaxPerMinute, readRetryDeadlineSec: conversation.readRetryDeadlineSec, voice, plan },
    observe,
    atCrashPoint: atPoint ?? noCrash,
    runTool: toolsOf(runner),
    artifactDays: settings.retention.artifactDays,
    timing: ANSWER_TIMING,
  };
  const actions = actionPartsOf(settings, base, shops, atPoint);
  const parts: RunParts = { ...base, actions, hearing, planning, random: Math.random };
  if (access.ownerIds.length === 0) log.warn('nobody_passes', { key: 'OWNER_IDS' });
  const retain = createRetention({ db, settings: settings.retention, clock: systemClock, observe });
  const { botToken } = settings.telegram;
  const botId = botToken === undefined ? null : botIdOf(botToken);
  const notify = notifyPartsOf({ base, runner, shop, settings: settings.notify, botId, artifactDays: settings.retention.artifactDays, observe: notifyMetrics(metrics) });
  const upstream: UpstreamWatch = { noticeAfterMs: settings.notify.upstreamNoticeAfterMin * 60_000, check: upstreamCheck({ db, settings: shop, ...shops, sisDbCheck: () => sisDb?.lastCheck() ?? null, clock: systemClock }) };
  measureNotifying(metrics, db, systemClock);
  const bury = createOnDead(parts);
  const onDead: typeof bury = async (job, error) => {
    if (job.kind === 'notify.run') await endDeadRun(db, job, systemClock.now());
    return bury(job, error);
  };
  const common = { onDead, gate: () => store.isAvailable() };
  const consumers = conversation.roles.map((role) =>
    CONSUMERS[role]({ parts, actions, retain, queues, common, notify, upstream, isPlanning: settings.notify.isEnabled, runsAtATime: settings.notify.concurrency, botId, inboxMaxWaiting: settings.queues.inboxMaxWaiting, holdMaxSec: { heard: settings.voice.holdMaxSec, planned: settings.llm.timeoutSeconds }, draw: drawing.draw, drawingsAtATime: settings.render.concurrency }),
  );
  measureDeadLetters(metrics, () => countOpenLetters(db));
  measureAlerts(metrics, (since) => countAlerts(db, since), systemClock);
  const replays = createReplayRunner({ db, queues, producer: base.producer, clock: systemClock, log, owner: actions.worker, gate: common.gate, ...(atPoint === undefined ? {} : { atPoint }) });
  registerChecks(health, { queues, consumers, ping: () => db.ping(), roles: conversation.roles });
  return [
    service('database', { stop: () => db.close() }),
    service('sis', { stop: () => Promise.resolve(sis?.close()) }),
    ...(sisDb === null ? [] : [sisDbService({ sisDb, configuredMode: shop.upstreamMode, failsFast: settings.process.preflightFailFast, log })]),
    store,
    service('queues', { stop: () => queues.close() }),
    drawing.service,
    guardTables(db, log),
    guardLanes({ queues, families: ['inbox', 'outbox'], log }),
    status,
    ...(conversation.roles.includes('schedule') ? [setSchedules({ queues, log, notifyTickMs: settings.notify.tickSec * 1_000 }), replays] : []),
    ...consumers,
    heartbeat({ name: 'worker', roles: conversation.roles, health, queues, clock: systemClock, log }),
  ];
}

function presence(value: string | undefined): string {
  return value === undefined ? 'no' : 'yes';
}

type RunParts = AnswerParts & VoiceRunParts & PlanRunParts;

interface RoleParts {
  readonly parts: RunParts;
  readonly actions: ActionParts;
  readonly queues: Queues;
  readonly common: Required<Pick<ConsumerOptions<Family>, 'onDead' | 'gate'>>;
  readonly retain: ReturnType<typeof createRetention>;
  readonly botId: string | null;
  readonly inboxMaxWaiting: number;
  /** How long a chat waits for a voice message, and for a plan. */
  readonly holdMaxSec: Readonly<Record<AwaitedEvent, number>>;
  readonly draw: Draw;
  readonly drawingsAtATime: number;
  readonly notify: NotifyParts;
  readonly upstream: UpstreamWatch;
  readonly isPlanning: boolean;
  readonly runsAtATime: number;
}

const CONSUMERS: Readonly<Record<WorkerRole, (role: RoleParts) => Consumer>> = {
  inbox: ({ parts, queues, common }) => {
    const { takeUpdate, takeInternal } = createTurns(parts);
    const handlers = { 'inbox.update': takeUpdate, 'inbox.heard': takeInternal, 'inbox.planned': takeInternal, 'inbox.waited': takeInternal };
    return queues.consumer({ families: ['inbox'], handlers, ...common });
  },
  asr: ({ parts, queues, common }) => queues.consumer({ families: ['asr'], handlers: { 'voice.transcribe': createVoiceRuns(parts) }, ...common }),
  plan: ({ parts, queues, common }) => queues.consumer({ families: ['plan'], handlers: { 'intent.plan': createPlanRuns(parts) }, ...common }),
  tools: ({ parts, queues, common }) => queues.consumer({ families: ['tools'], handlers: { 'tool.run': createToolRuns(parts) }, ...common }),
  actions: ({ actions, queues, common }) => queues.consumer({ families: ['actions'], handlers: { 'action.commit': createCommits(actions) }, ...common }),
  render: ({ parts, queues, common, draw, drawingsAtATime }) =>
    queues.consumer({ families: ['render'], handlers: { 'report.render': createDrawings({ ...parts, draw }) }, concurrency: { render: drawingsAtATime }, ...common }),
  notify: ({ queues, common, notify, runsAtATime }) => {
    const run = createRuns(notify);
    return queues.consumer({ families: ['notify'], handlers: { 'notify.run': (job) => whileStoresAnswer(() => run(job)) }, concurrency: { notify: runsAtATime }, ...common });
  },
  schedule: ({ parts, actions, notify, upstream, isPlanning, retain, queues, common, botId, inboxMaxWaiting, holdMaxSec }) =>
    queues.consumer({ families: ['schedule'], handlers: { 'schedule.tick': takeTicks({ parts, actions, relay: createRelay(parts, { ...RELAY_TIMING, holdMs: { heard: holdMaxSec.heard * 1_000, planned: holdMaxSec.planned * 1_000 } }), buryLeft: createDeadSweep({ queues, onDead: common.onDead, clock: systemClock }), retain, notify: isPlanning ? notify : null, upstream, queues, botId, inboxMaxWaiting }) }, ...common }),
};

interface Checked {
  readonly queues: Queues;
  readonly consumers: readonly Consumer[];
  readonly roles: readonly WorkerRole[];
  readonly ping: () => Promise<void>;
}

function registerChecks(health: Health, { queues, consumers, roles, ping }: Checked): void {
  roles.forEach((role, index) => {
    const consumer = consumers[index];
    if (consumer === undefined) return;
    health.register(role, 'live', createProgressWatch({ look: () => queues.inspect([role]), progress: consumer.progress, clock: systemClock }));
    health.register(`${role} moves`, 'ready', createHangWatch({ family: role, look: () => queues.inspect([role]), progress: consumer.progress, clock: systemClock }));
  });
  health.register('queues', 'ready', async () => {
    await queues.ping();
    return { ok: true, detail: queues.backend };
  });
  health.register('database', 'ready', async () => {
    await ping();
    return { ok: true };
  });
}
