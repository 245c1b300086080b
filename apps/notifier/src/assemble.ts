import { noCrash } from '@ownerbot/conversation';
import { createHangWatch, createProgressWatch, createQueues, guardLanes, heartbeat, tracingOf } from '@ownerbot/queues';
import {
  crashOrder, createHealth, createLogger, createMetrics, createStatusServer, reportMissing, secretsOf, service, SettingsError, systemClock,
  type AtAnyPoint, type Environment, type Health, type Logger, type Metrics, type RunOptions, type Service,
} from '@ownerbot/runtime';
import { countBlockedChats, guardTables, openDatabase, watchStore } from '@ownerbot/storage';
import { botIdOf, createTelegram } from '@ownerbot/telegram';
import { announceCommands, type CommandLists } from './announce-commands';
import { broadcastWaits } from './broadcast/broadcast-waits';
import { feedBroadcasts } from './broadcast/feed-broadcasts';
import { endDeadRecipient, sendBroadcast } from './broadcast/send-broadcast';
import { measureBlockedChats, notifierMetrics } from './notifier-metrics';
import { buryDeadMessage } from './sending/bury';
import { floodWaits } from './sending/flood-waits';
import { sendMessage } from './sending/send-message';
import type { SendingParts } from './sending/sending-parts';
import { telegramState } from './sending/telegram-state';
import { loadNotifierSettings, missingSettings, type NotifierSettings } from './settings';

const STOP_WITHIN_MS = 12_000;
/** After an outage many answers are due at once; the lanes are few and a send takes two statements. */
const CONNECTIONS = 8;

/** The notifier from its environment. @throws SettingsError */
export function assemble(env: Environment, commands: CommandLists): RunOptions {
  const settings = loadNotifierSettings(env);
  const log = createLogger({ process: 'notifier', level: settings.process.logLevel, secrets: secretsOf(settings) });
  const missing = missingSettings(settings);
  if (missing.length > 0 && settings.process.preflightFailFast) throw new SettingsError(missing);
  const health = createHealth();
  const metrics = createMetrics({ processMetrics: true });
  const working = missing.length > 0 ? [] : workingServices(settings, commands, { log, health, metrics, atPoint: crashOrder(env) });
  reportMissing(missing, { health, log });
  const { host, port } = settings.address;
  const status = createStatusServer({ host, port, portKey: 'NOTIFIER_PORT', health, metrics, onListen: (url) => log.info('listening', { url }) });
  return { name: 'notifier', log, services: [status, ...working], stopWithinMs: STOP_WITHIN_MS };
}

interface Basics {
  readonly log: Logger;
  readonly health: Health;
  readonly metrics: Metrics;
  /** Undefined but in the fault suite. */
  readonly atPoint: AtAnyPoint | undefined;
}

function workingServices(settings: NotifierSettings, commands: CommandLists, { log, health, metrics, atPoint }: Basics): Service[] {
  const { telegram: { botToken = '', apiRoot }, database: { databaseUrl = '' } } = settings;
  const queues = createQueues({ settings: { ...settings.queues, databaseUrl }, log, metrics, tracing: tracingOf(settings.queues, 'notifier', log) });
  const db = openDatabase({ url: databaseUrl, applicationName: 'ownerbot-notifier', maxConnections: CONNECTIONS });
  const store = watchStore({ db, clock: systemClock, onChange: (isAvailable) => log.warn('store_watch', { isAvailable }) });
  const telegram = createTelegram({ token: botToken, apiRoot });
  const state = telegramState(systemClock);
  const announcer = announceCommands({ telegram, commands, log, random: Math.random });
  const parts: SendingParts = {
    db, telegram, state,
    producer: queues.producer(),
    waits: floodWaits(systemClock),
    clock: systemClock,
    counts: notifierMetrics(metrics),
    random: Math.random,
    atCrashPoint: atPoint ?? noCrash,
  };
  const consumer = queues.consumer({
    families: ['outbox'],
    handlers: { 'message.send': sendMessage(parts) },
    onDead: buryDeadMessage(parts, log),
    gate: () => store.isAvailable(),
  });

  const broadcasting = { ...parts, broadcastWaits: broadcastWaits(systemClock) };
  const broadcasts = queues.consumer({
    families: ['broadcast'],
    handlers: { 'broadcast.send': sendBroadcast(broadcasting) },
    perSecond: settings.queues.broadcastRate,
    onDead: endDeadRecipient(parts),
    gate: () => store.isAvailable(),
  });

  measureBlockedChats(metrics, () => countBlockedChats(db, botIdOf(botToken)));
  health.register('outbox', 'live', createProgressWatch({ look: () => queues.inspect(['outbox']), progress: consumer.progress, clock: systemClock }));
  health.register('outbox moves', 'ready', createHangWatch({ family: 'outbox', look: () => queues.inspect(['outbox']), progress: consumer.progress, clock: systemClock }));
  health.register('queues', 'ready', async () => {
    await queues.ping();
    return { ok: true, detail: queues.backend };
  });
  health.register('database', 'ready', async () => {
    await db.ping();
    return { ok: true };
  });
  health.register('telegram', 'ready', () => state.check());
  health.register('commands', 'ready', () => announcer.check());

  return [
    service('database', { stop: () => db.close() }),
    store,
    service('queues', { stop: () => queues.close() }),
    guardTables(db, log),
    guardLanes({ queues, families: ['outbox'], log }),
    consumer,
    broadcasts,
    feedBroadcasts({ ...parts, botId: botIdOf(botToken), perSecond: settings.queues.broadcastRate, log }),
    announcer,
    heartbeat({ name: 'notifier', health, queues, clock: systemClock, log }),
  ];
}
