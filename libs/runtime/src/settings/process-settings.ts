import { bool, folder, oneOf } from './types';
import { Setting } from './setting';

export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const APP_ENVIRONMENTS = ['development', 'test', 'production'] as const;

/** What every process reads. */
export class ProcessSettings {
  @Setting({
    key: 'APP_ENV',
    type: oneOf(APP_ENVIRONMENTS),
    readBy: 'all',
    default: 'development',
    about: 'production demands https to SIS and refuses every `ownerbot demo` command',
  })
  readonly appEnv: (typeof APP_ENVIRONMENTS)[number];

  @Setting({
    key: 'OWNERBOT_HOME',
    type: folder(),
    readBy: ['cli'],
    default: '.ownerbot',
    about: 'data of the embedded default: Postgres, and secrets made at the first start',
  })
  readonly home: string;

  @Setting({
    key: 'PREFLIGHT_FAIL_FAST',
    type: bool(),
    readBy: 'all',
    default: true,
    about: '1: a broken environment ends the start with exit code 2; 0: it starts and reports in /health',
  })
  readonly preflightFailFast: boolean;

  @Setting({ key: 'LOG_LEVEL', type: oneOf(LOG_LEVELS), readBy: 'all', default: 'info', about: 'least severe line that is logged' })
  readonly logLevel: LogLevel;
}
