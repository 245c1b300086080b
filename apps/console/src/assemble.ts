import { resolve } from 'node:path';
import { createOperations } from '@ownerbot/operations';
import { createQueues, heartbeat } from '@ownerbot/queues';
import {
  createHealth, createLogger, createMetrics, createStatusServer, httpService, ownVersion, reportMissing, secretsOf, service, SettingsError, systemClock,
  type Environment, type Health, type Logger, type Metrics, type RunOptions, type Service,
} from '@ownerbot/runtime';
import { guardTables, openDatabase } from '@ownerbot/storage';
import { createSessions } from './auth/sessions';
import { createConsoleServer } from './http/create-server';
import { createLive } from './live/live';
import { lookAtOperations } from './live/look-at-operations';
import { createOverview } from './overview/overview';
import type { ConsoleParts } from './parts';
import { loadConsoleSettings, missingSettings, operatorsOf, type ConsoleSettings } from './settings';

const STOP_WITHIN_MS = 8_000;
const CONNECTIONS = 8;

/** The built page, seen from the built program. */
const PAGE_FOLDER = resolve(__dirname, '../web');

/** The console from its environment. @throws SettingsError */
export async function assemble(env: Environment): Promise<RunOptions> {
  const settings = loadConsoleSettings(env);
  const log = createLogger({ process: 'console', level: settings.process.logLevel, secrets: secretsOf(settings) });
  const missing = missingSettings(settings);
  if (missing.length > 0 && settings.process.preflightFailFast) throw new SettingsError(missing);
  const basics = { log, health: createHealth(), metrics: createMetrics({ processMetrics: true }) };
  if (missing.length === 0) return { name: 'console', log, services: await workingServices(settings, basics), stopWithinMs: STOP_WITHIN_MS };
  reportMissing(missing, basics);
  const status = createStatusServer({ ...settings.address, ...basics, portKey: 'CONSOLE_PORT', onListen: (url) => log.info('listening', { url }) });
  return { name: 'console', log, services: [status], stopWithinMs: STOP_WITHIN_MS };
}

interface Basics {
  readonly log: Logger;
  readonly health: Health;
  readonly metrics: Metrics;
}

async function workingServices(settings: ConsoleSettings, { log, health, metrics }: Basics): Promise<Service[]> {
  const { databaseUrl = '' } = settings.database;
  const queues = createQueues({ settings: { ...settings.queues, databaseUrl }, log });
  const db = openDatabase({ url: databaseUrl, applicationName: 'ownerbot-console', maxConnections: CONNECTIONS });
  const overview = createOverview({ db, queues, clock: systemClock });
  const operations = createOperations({ db, queues, clock: systemClock });
  const live = createLive({
    log,
    sources: [
      { event: 'overview', look: overview },
      { event: 'operations', look: () => lookAtOperations(operations) },
    ],
  });
  const parts: ConsoleParts = {
    db, queues, operations, live, overview, log,
    sessions: createSessions({ db, operators: operatorsOf(settings), clock: systemClock }),
    upstream: settings.shop,
    clock: systemClock,
    version: ownVersion(),
  };
  const csrfSecret = (settings.operators.operatorTokens ?? []).join();
  const server = await createConsoleServer({ parts, health, metrics, pageFolder: PAGE_FOLDER, csrfSecret });
  health.register('queues', 'ready', async () => {
    await queues.ping();
    return { ok: true, detail: queues.backend };
  });
  health.register('database', 'ready', async () => {
    await db.ping();
    return { ok: true };
  });
  return [
    service('database', { stop: () => db.close() }),
    service('queues', { stop: () => queues.close() }),
    guardTables(db, log),
    heartbeat({ name: 'console', health, queues, clock: systemClock, log }),
    httpService(server, { host: settings.address.host, port: settings.address.port, portKey: 'CONSOLE_PORT' }, log),
    live,
  ];
}
