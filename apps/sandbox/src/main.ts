import { createLogger, loadSettings, runProcess, secretsOf, service, type RunOptions } from '@ownerbot/runtime';
import { startSandbox, type Sandbox } from './sandbox';
import { DEFAULT_MANAGER, DEFAULT_PERSON, settingsClasses } from './settings';

const stopWithinMs = 5_000;

/** The sandbox as a process: reads its settings, and builds and runs its one service. */
export function assemble(env: Readonly<Record<string, string | undefined>>): RunOptions {
  const settings = loadSettings({ process: 'sandbox', classes: settingsClasses, env });
  const log = createLogger({ process: 'sandbox', level: settings.common.logLevel, secrets: secretsOf(settings) });
  let sandbox: Sandbox | undefined;
  return {
    name: 'sandbox',
    log,
    stopWithinMs,
    services: [
      service('sandbox', {
        start: async () => {
          const { host, port } = settings.address;
          sandbox = await startSandbox({
            host,
            port,
            token: settings.bot.botToken,
            person: DEFAULT_PERSON,
            others: [DEFAULT_MANAGER],
            sis: {
              ...settings.simAddress,
              controlHost: settings.simControlAddress.host,
              controlPort: settings.simControlAddress.port,
              seed: settings.sim.seed,
              key: settings.sim.key,
              actors: settings.sim.actors.map(Number),
              now: settings.sim.now ?? null,
              stateFile: settings.sim.stateFile,
              ...(settings.sim.databaseUrl === undefined ? {} : { databaseUrl: settings.sim.databaseUrl }),
            },
            onDefect: (error) => log.error('sandbox_defect', { error }),
          });
          log.info('sandbox ready', {
            url: sandbox.url,
            apiRoot: sandbox.apiRoot,
            controlUrl: sandbox.controlUrl,
            port: sandbox.port,
            sisUrl: sandbox.sis?.url,
            sisControlUrl: sandbox.sis?.controlUrl,
          });
        },
        stop: async () => sandbox?.stop(),
      }),
    ],
  };
}

if (require.main === module) void runProcess(() => assemble(process.env));
