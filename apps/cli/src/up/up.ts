import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createLifecycle, loadSettings, service, type Environment, type Logger, type ProcessName, type Running, type Service } from '@ownerbot/runtime';
import { allSettings, classesOf, placeSettings, type AllSettings } from '../all-settings';
import { describeMigration, migrateAll } from '../commands/migrate';
import { seedWhereAllowed } from '../commands/demo';
import { wholeEnvironment } from '../whole-environment';
import { supervise } from './child';
import { embeddedPostgres } from './embedded-postgres';
import { settlePorts } from './free-ports';
import { localRedis } from './local-redis';
import { environmentFor, logFileOf, planEnvironment, simDatabaseKeys, type EnvironmentPlan } from './plan-environment';
import { loadLocalSecrets, operatorTokenFile } from './secrets-file';

const READY_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 30_000;
const REDIS_KEY = 'REDIS_PORT';

export interface UpOptions {
  readonly env: Environment;
  /** The folder that holds the built `apps`. */
  readonly distFolder: string;
  /** A line for the person at the terminal. */
  readonly say: (text: string) => void;
  /** Gives the start up. */
  readonly signal?: AbortSignal;
}

export interface Up extends Running {
  /** The one line that says that everything runs, with the addresses to open. */
  readonly readyLine: string;
  readonly addresses: Readonly<Record<string, string>>;
  /** How to get into the console. */
  readonly loginLine: string;
}

/**
 * Starts a whole OwnerBot on this machine: what is missing of Postgres, Redis and Telegram as servers of our own, tables,
 * demo shop, and every process under supervision. Whatever fails stops what has been started.
 * @throws SettingsError, PortTakenError, EmbeddedPostgresError, LocalRedisError, ChildFailedError
 */
export async function up(options: UpOptions): Promise<Up> {
  const { say } = options;
  const { plan, settings, home, redisPort } = await prepare(options);
  const env: Record<string, string | undefined> = { ...plan.env };
  const startChild = (name: ProcessName) => childOf(name, env, home, options);

  const services: Service[] = [
    ...(plan.startsPostgres ? [announced('Postgres', embeddedPostgres({ home, say, onUrl: (url) => (env['DATABASE_URL'] = url), ...(plan.usesSandbox ? { onSimUrl: (url: string) => void Object.assign(env, simDatabaseKeys(env, url)) } : {}) }), say)] : []),
    ...(plan.startsRedis ? [announced('Redis', localRedis({ home, port: redisPort }), say)] : []),
    service('tables', { start: async () => say(`✓ ${describeMigration(await withFilled(env, migrateAll))}`) }),
    service('demo shop', { start: () => withFilled(env, (settings, url) => seedWhereAllowed(settings, url, say)) }),
    ...(plan.usesSandbox ? [announced('sandbox', startChild('sandbox'), say)] : []),
    announced('worker', startChild('worker'), say),
    announced('notifier', startChild('notifier'), say),
    announced('ingest', startChild('ingest'), say),
    announced('console', startChild('console'), say),
  ];
  const lifecycle = createLifecycle({ name: 'ownerbot', log: sayingLogger(say), services, stopWithinMs: STOP_WITHIN_MS });
  options.signal?.addEventListener('abort', () => void lifecycle.stop(), { once: true });
  await lifecycle.start();
  const addresses = addressesOf(settings, plan);
  const loginLine = hasOwnToken(options.env, plan) ? `console: log in with the token in ${operatorTokenFile(home)}` : 'console: log in with a token of OPERATOR_TOKENS';
  return { stop: () => lifecycle.stop(), addresses, loginLine, readyLine: `ownerbot ready: ${Object.entries(addresses).map(([name, url]) => `${name} ${url}`).join(' · ')}` };
}

interface Prepared {
  readonly plan: EnvironmentPlan;
  readonly settings: AllSettings;
  readonly home: string;
  readonly redisPort: number;
}

/** Settings first, then ports: nothing is written or started before both are known to be good. */
async function prepare({ env, say }: UpOptions): Promise<Prepared> {
  const { process, ...addresses } = loadSettings({ process: 'all', classes: placeSettings, env });
  const home = resolve(process.home);
  const draft = planEnvironment(env, {});
  const { [REDIS_KEY]: redisPort, ...ports } = await settlePorts([
    { key: 'INGEST_PORT', ...addresses.ingestAddress },
    { key: 'WORKER_PORT', ...addresses.workerAddress },
    { key: 'NOTIFIER_PORT', ...addresses.notifierAddress },
    { key: 'CONSOLE_PORT', ...addresses.consoleAddress },
    ...(draft.usesSandbox
      ? [
          { key: 'SANDBOX_PORT', ...addresses.sandboxAddress },
          { key: 'SIM_PORT', ...addresses.simAddress },
          { key: 'SIM_CONTROL_PORT', ...addresses.simControlAddress },
        ]
      : []),
    ...(draft.startsRedis ? [{ key: REDIS_KEY, host: '127.0.0.1', port: 0 }] : []),
  ]);
  const plan = planEnvironment(env, { ports, redisPort, secrets: loadLocalSecrets(home), home });
  const settings = wholeEnvironment(plan.env);
  mkdirSync(join(home, 'logs'), { recursive: true });
  say(`✓ settings; data and logs in ${home}`);
  if (!plan.usesSandbox && settings.access.ownerIds.length === 0) say('! OWNER_IDS is empty: the bot will answer nobody. Set it to your Telegram id.');
  return { plan, settings, home, redisPort: redisPort ?? 0 };
}

/** Settings with the address of the database, which is known once it runs. */
async function withFilled<T>(env: Environment, work: (settings: AllSettings, databaseUrl: string) => Promise<T>): Promise<T> {
  const settings = wholeEnvironment(env);
  if (settings.store.databaseUrl === undefined) throw new TypeError('the database has no address yet');
  return work(settings, settings.store.databaseUrl);
}

/** Whether the console's token is the one that was made here. */
function hasOwnToken(env: Environment, plan: EnvironmentPlan): boolean {
  return plan.env['OPERATOR_TOKENS'] !== env['OPERATOR_TOKENS'];
}

function childOf(name: ProcessName, env: Environment, home: string, options: UpOptions): Service {
  // The environment is read when the child starts: by then the database has its address.
  const spec = () => ({
    name,
    script: join(options.distFolder, 'apps', name, 'src', 'main.js'),
    env: environmentFor(name, env, classesOf(allSettings)),
    logFile: logFileOf(home, name),
    readyWithinMs: READY_WITHIN_MS,
    notice: options.say,
  });
  let child: Service | undefined;
  return service(name, {
    start: () => (child = supervise(spec())).start(),
    stop: async (deadline) => child?.stop(deadline),
  });
}

function announced(title: string, inner: Service, say: (text: string) => void): Service {
  return service(title, {
    async start() {
      const begun = performance.now();
      await inner.start();
      say(`✓ ${title}, ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    },
    async stop(deadline) {
      await inner.stop(deadline);
      say(`  ${title} stopped`);
    },
  });
}

function addressesOf(settings: AllSettings, plan: EnvironmentPlan): Readonly<Record<string, string>> {
  const url = ({ host, port }: { host: string; port: number }) => `http://${host}:${port}`;
  return {
    ...(plan.usesSandbox ? { chat: url(settings.sandboxAddress), sis: url(settings.simAddress) } : {}),
    console: url(settings.consoleAddress),
    ingest: `${url(settings.ingestAddress)}/health`,
    worker: `${url(settings.workerAddress)}/health`,
    notifier: `${url(settings.notifierAddress)}/health`,
  };
}

/** For what `startServices` has to tell; everything else of `up` is said in sentences. */
function sayingLogger(say: (text: string) => void): Logger {
  const error = (event: string, fields?: Readonly<Record<string, unknown>>) => {
    const cause = fields?.['error'];
    say(`✗ ${event.replaceAll('_', ' ')}: ${String(fields?.['service'] ?? '')} ${cause instanceof Error ? cause.message : ''}`.trimEnd());
  };
  const logger: Logger = { error, warn: error, info: () => undefined, debug: () => undefined, child: () => logger };
  return logger;
}
