import { Setting, settingTypes } from '@ownerbot/runtime';

const { instant, list, secret, telegramId, text, url, writableFile } = settingTypes;

/** What the simulator is without any setting; `ownerbot up` gives its key to the worker. */
export const SIM_DEFAULTS = { seed: 'ownerbot-sim-1', key: 'sim-local-key' } as const;

/** The simulated SIS of the sandbox (SIS API v1, section 12). */
export class SimSettings {
  @Setting({ key: 'SIM_SEED', type: text({ min: 1, max: 64 }), readBy: ['sandbox'], default: SIM_DEFAULTS.seed, about: 'seed of the simulated SIS' })
  readonly seed: string;

  @Setting({
    key: 'SIM_KEY',
    type: secret(),
    readBy: ['sandbox'],
    default: SIM_DEFAULTS.key,
    defaultText: '`sim-local-key`',
    about: 'key that the simulated SIS accepts',
  })
  readonly key: string;

  @Setting({
    key: 'SIM_ACTORS',
    type: list(telegramId({ positive: true })),
    readBy: ['sandbox'],
    default: Object.freeze([]),
    defaultText: 'empty: all',
    about: 'Telegram ids that may act in the simulated SIS',
  })
  readonly actors: readonly string[];

  @Setting({ key: 'SIM_NOW', type: instant(), readBy: ['sandbox'], defaultText: 'real time', about: 'fixed clock of the simulated SIS' })
  readonly now: Date | undefined;

  @Setting({
    key: 'SIM_STATE_FILE',
    type: writableFile(),
    readBy: ['sandbox'],
    defaultText: '`npm start`: in OWNERBOT_HOME, otherwise none',
    about: 'file that keeps the state of the simulated SIS',
  })
  readonly stateFile: string | undefined;

  @Setting({
    key: 'SIM_DATABASE_URL',
    type: url({ protocols: ['postgres:', 'postgresql:'], secret: true }),
    readBy: ['sandbox'],
    defaultText: '`npm start`: in the embedded Postgres, otherwise none',
    about: 'database in which the simulated SIS keeps its shop for the mode SIS_DB_RO; its user makes schemas and a role',
  })
  readonly databaseUrl: string | undefined;
}

/** The role that reads the simulator's database, and nothing else; its password is the simulator's key. */
export const SIM_READER = 'ownerbot_ro';

/** `SIS_DATABASE_URL` for the simulator's database. */
export function simReaderUrl(databaseUrl: string, password: string, role: string = SIM_READER): string {
  const reader = new URL(databaseUrl);
  reader.username = encodeURIComponent(role);
  reader.password = encodeURIComponent(password);
  return reader.toString();
}
