import { randomUUID } from 'node:crypto';
import { createQueues, guardLanes, heartbeat, tracingOf } from '@ownerbot/queues';
import {
  createHealth, createLogger, createMetrics, createStatusServer, httpService, reportMissing, secretsOf, service, SettingsError, systemClock,
  type Environment, type ListenAddress, type Logger, type RunOptions, type Service, type SettingFinding,
} from '@ownerbot/runtime';
import { createTelegram } from '@ownerbot/telegram';
import { createBacklogGate } from './backlog-gate';
import { ingestMetrics } from './ingest-metrics';
import { pollUpdates } from './polling/poll-updates';
import { loadIngestSettings, missingSettings, type IngestSettings } from './settings';
import { registerWebhook } from './webhook/register-webhook';
import { createIngestServer } from './webhook/webhook-server';

/** Leaves time for the answer within the 2 s that a delivery of Telegram may take. */
const WEBHOOK_ADD_LIMIT_MS = 1_800;
const POLLING_ADD_LIMIT_MS = 5_000;
const STOP_WITHIN_MS = 8_000;

/** Ingest from its environment. @throws SettingsError */
export function assemble(env: Environment): RunOptions {
  const settings = loadIngestSettings(env);
  const log = createLogger({ process: 'ingest', level: settings.process.logLevel, secrets: secretsOf(settings) });
  const missing = missingSettings(settings);
  if (missing.length > 0 && settings.process.preflightFailFast) throw new SettingsError(missing);
  const services = missing.length > 0 ? reportingServices(settings, missing, log) : workingServices(settings, log);
  return { name: 'ingest', log, services, stopWithinMs: STOP_WITHIN_MS };
}

function addressOf({ address }: IngestSettings): ListenAddress {
  return { host: address.host, port: address.port, portKey: 'INGEST_PORT' };
}

function reportingServices(settings: IngestSettings, missing: readonly SettingFinding[], log: Logger): Service[] {
  const health = createHealth();
  reportMissing(missing, { health, log });
  return [createStatusServer({ ...addressOf(settings), health, metrics: createMetrics({ processMetrics: true }), onListen: (url) => log.info('listening', { url }) })];
}

function workingServices(settings: IngestSettings, log: Logger): Service[] {
  const { telegram: { botToken = '', apiRoot, mode, webhookUrl = '', webhookSecret = '' }, database } = settings;
  const metrics = createMetrics({ processMetrics: true });
  const health = createHealth();
  const counts = ingestMetrics(metrics);
  const queues = createQueues({ settings: { ...settings.queues, databaseUrl: database.databaseUrl }, log, metrics, tracing: tracingOf(settings.queues, 'ingest', log) });
  const telegram = createTelegram({ token: botToken, apiRoot });
  const gate = createBacklogGate({ count: () => queues.backlog('inbox'), max: settings.queues.inboxMaxWaiting, clock: systemClock, log, metrics });
  const common = { telegram, log, counts, random: Math.random };

  const webhook = { botId: telegram.botId, secret: webhookSecret, producer: queues.producer({ failFastMs: WEBHOOK_ADD_LIMIT_MS }), gate };
  const server = createIngestServer({ health, metrics, counts, log, clock: systemClock, ...(mode === 'webhook' ? { webhook } : {}) });
  const source =
    mode === 'webhook'
      ? registerWebhook({ ...common, url: webhookUrl, secret: webhookSecret })
      : pollUpdates({
          ...common,
          producer: queues.producer({ failFastMs: POLLING_ADD_LIMIT_MS }),
          gate,
          lease: queues.lease(`polling-${telegram.botId}`),
          owner: randomUUID(),
          clock: systemClock,
        });

  health.register('queues', 'ready', async () => {
    await queues.ping();
    return { ok: true, detail: queues.backend };
  });
  health.register('backlog', 'ready', async () => {
    const open = await gate.isOpen();
    return { ok: open, detail: `${gate.state().waiting} waiting of at most ${settings.queues.inboxMaxWaiting}` };
  });
  health.register('telegram', 'ready', () => source.check());

  return [
    service('queues', { stop: () => queues.close() }),
    guardLanes({ queues, families: ['inbox'], log }),
    httpService(server, addressOf(settings), log),
    source,
    heartbeat({ name: 'ingest', health, queues, clock: systemClock, log }),
  ];
}
