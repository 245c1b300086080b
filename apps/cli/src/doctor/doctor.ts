import { SettingsError, type Clock, type Environment } from '@ownerbot/runtime';
import type { AllSettings } from '../all-settings';
import { wholeEnvironment } from '../whole-environment';
import { checkDatabase } from './checks/database';
import { checkFfmpeg, checkHome, checkNode } from './checks/machine';
import { checkPort } from './checks/ports';
import { checkQueueStore } from './checks/queue-store';
import { checkSisDatabase } from './checks/sis-database';
import { checkTelegram } from './checks/telegram';
import { broken, warning, well, type Finding } from './finding';

/** Looks at everything that OwnerBot needs on this machine and around it. Changes nothing. Never throws for what it finds. */
export async function diagnose(env: Environment, clock: Clock): Promise<Finding[]> {
  const node = checkNode(process.versions.node);
  const settings = readSettings(env);
  if (Array.isArray(settings)) return [node, ...settings, checkFfmpeg(undefined, env)];
  const home = settings.process.home;
  return [
    node,
    well('settings', `mode ${settings.shop.upstreamMode}, queues on ${settings.queues.backend}`),
    ...checkOwners(settings),
    await checkHome(home),
    ...(await checkDatabase(settings.store.databaseUrl, home, clock)),
    ...(await checkQueueStore(settings)),
    ...(await checkSisDatabase(settings.shop, settings.process.appEnv, clock)),
    ...(await checkTelegram(settings.telegram)),
    checkFfmpeg(settings.sound.ffmpegPath, env),
    ...(await checkPorts(settings)),
  ];
}

function readSettings(env: Environment): AllSettings | Finding[] {
  try {
    return wholeEnvironment(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.findings.map((one) => broken(`setting ${one.key}`, `found ${one.found}`, `allowed: ${one.allowed}`));
  }
}

function checkOwners(settings: AllSettings): Finding[] {
  if (settings.telegram.botToken === undefined || settings.access.ownerIds.length > 0) return [];
  return [warning('owners', 'OWNER_IDS is empty: the bot answers nobody', 'set OWNER_IDS to your Telegram id (ask @userinfobot)')];
}

async function checkPorts(settings: AllSettings): Promise<Finding[]> {
  const wanted = [
    { key: 'INGEST_PORT', ...settings.ingestAddress },
    { key: 'WORKER_PORT', ...settings.workerAddress },
    { key: 'NOTIFIER_PORT', ...settings.notifierAddress },
    { key: 'CONSOLE_PORT', ...settings.consoleAddress },
    ...(settings.telegram.botToken === undefined
      ? [
          { key: 'SANDBOX_PORT', ...settings.sandboxAddress },
          { key: 'SIM_PORT', ...settings.simAddress },
          { key: 'SIM_CONTROL_PORT', ...settings.simControlAddress },
        ]
      : []),
  ];
  return Promise.all(wanted.map(checkPort));
}
