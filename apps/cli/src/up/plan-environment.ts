import { join } from 'node:path';
import { operatorEntry } from '@ownerbot/operations';
import { settingsOf, type Environment, type ProcessName, type SettingsClass } from '@ownerbot/runtime';
import { SIM_DEFAULTS, simReaderUrl } from '@ownerbot/shop';
import type { LocalSecrets } from './secrets-file';

/** The bot and the people of the sandbox, when no real bot is configured. The sandbox's own defaults. */
const SANDBOX = { token: '110201543:sandbox-token-for-local-use-only-000', personId: '10000001', managerId: '10000002' } as const;

export interface EnvironmentPlan {
  /** What the processes will see, all keys filled in. */
  readonly env: Environment;
  readonly usesSandbox: boolean;
  /** A database, or a Redis, of our own is to be started. */
  readonly startsPostgres: boolean;
  readonly startsRedis: boolean;
}

/** What the plan is made from, as far as it is known yet. */
export interface Given {
  /** Real ports by their keys. */
  readonly ports?: Readonly<Record<string, number>>;
  readonly redisPort?: number;
  readonly secrets?: LocalSecrets;
  /** Where the data of the embedded default lives. */
  readonly home?: string;
}

/** What `ownerbot up` adds to an environment that leaves things open. Never overrides what is set. */
export function planEnvironment(env: Environment, given: Given): EnvironmentPlan {
  const { ports = {}, redisPort, secrets, home } = given;
  const isSet = (key: string) => (env[key] ?? '').trim() !== '' || (env[`${key}_FILE`] ?? '').trim() !== '';
  const usesSandbox = !isSet('BOT_TOKEN');
  const added: Record<string, string> = Object.fromEntries(Object.entries(ports).map(([key, port]) => [key, String(port)]));
  const offer = (key: string, value: string) => {
    if (!isSet(key)) added[key] = value;
  };
  if (usesSandbox) {
    offer('BOT_TOKEN', SANDBOX.token);
    offer('TELEGRAM_API_ROOT', `http://127.0.0.1:${ports['SANDBOX_PORT']}`);
    offer('OWNER_IDS', SANDBOX.personId);
    offer('MANAGER_CHAT_IDS', SANDBOX.managerId);
    if (env['TELEGRAM_MODE'] === 'webhook') {
      offer('WEBHOOK_URL', `http://127.0.0.1:${ports['INGEST_PORT']}/tg/webhook`);
      if (secrets !== undefined) offer('WEBHOOK_SECRET', secrets.webhookSecret);
    }
    if (home !== undefined) offer('SIM_STATE_FILE', join(home, 'sis.json'));
    // A key of the simulator is for the simulator: an SIS that somebody names brings its own.
    if (!isSet('SIS_BASE_URL')) {
      added['SIS_BASE_URL'] = `http://127.0.0.1:${ports['SIM_PORT']}`;
      if (isSet('SIM_KEY_FILE')) offer('SIS_OWNERBOT_API_KEY_FILE', env['SIM_KEY_FILE'] ?? '');
      else offer('SIS_OWNERBOT_API_KEY', env['SIM_KEY']?.trim() || SIM_DEFAULTS.key);
    }
  }
  // A database of somebody else's may hold proposals that another key has signed, and its operators are known to whoever runs it.
  if (!isSet('DATABASE_URL') && secrets !== undefined) {
    offer('PROPOSAL_HMAC_KEY', secrets.proposalHmacKey);
    offer('OPERATOR_TOKENS', operatorEntry('operator', 'operator', secrets.operatorToken));
  }
  if (redisPort !== undefined) offer('REDIS_URL', `redis://127.0.0.1:${redisPort}`);
  const hasRedis = ['REDIS_URL', 'REDIS_CLUSTER_NODES', 'REDIS_SENTINELS'].some(isSet);
  return {
    env: { ...env, ...added },
    usesSandbox,
    startsPostgres: !isSet('DATABASE_URL'),
    startsRedis: env['QUEUE_BACKEND'] === 'redis' && !hasRedis,
  };
}

/** What the simulator's database adds: where it writes, and where the worker reads it, unless another one of SIS is named. */
export function simDatabaseKeys(env: Environment, simDatabaseUrl: string): Readonly<Record<string, string>> {
  const isSet = (key: string) => (env[key] ?? '').trim() !== '' || (env[`${key}_FILE`] ?? '').trim() !== '';
  const writes: Readonly<Record<string, string>> = isSet('SIM_DATABASE_URL') ? {} : { SIM_DATABASE_URL: simDatabaseUrl };
  // The password is the simulator's key; one in a file is known to nobody but the processes that read it.
  if (isSet('SIS_DATABASE_URL') || isSet('SIM_KEY_FILE') || isSet('SIM_DATABASE_URL_FILE')) return writes;
  return { ...writes, SIS_DATABASE_URL: simReaderUrl(env['SIM_DATABASE_URL']?.trim() || simDatabaseUrl, env['SIM_KEY']?.trim() || SIM_DEFAULTS.key) };
}

/** The environment of one process: everything that is not ours, and of ours the keys that it reads. */
export function environmentFor(process: ProcessName, env: Environment, classes: readonly SettingsClass[]): Environment {
  const foreign = new Set<string>();
  const own = new Set<string>();
  for (const setting of classes.flatMap((one) => [...settingsOf(one)])) {
    const keys = [setting.key, `${setting.key}_FILE`];
    for (const key of keys) (setting.readBy === 'all' || setting.readBy.includes(process) ? own : foreign).add(key);
  }
  return Object.fromEntries(Object.entries(env).filter(([key]) => own.has(key) || !foreign.has(key)));
}

export function logFileOf(home: string, process: string): string {
  return join(home, 'logs', `${process}.log`);
}
