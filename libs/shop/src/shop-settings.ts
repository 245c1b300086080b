import { Setting, settingTypes, type CheckContext, type CrossChecked, type SettingFinding } from '@ownerbot/runtime';
import { TLS_MODES, type TlsMode } from '@ownerbot/storage';
import { DEFAULT_SEED } from './demo/seed/build-demo-shop';
import { SHOP_MODES, type ShopMode } from './shop-port';

const { bool, decimal, integer, oneOf, secret, text, url } = settingTypes;

/** The slowest answer of SIS that is waited for: less than the 60 s that one attempt of a tool has. */
const LONGEST_WAIT_SEC = 50;

export const AUTO_FALLBACKS = ['none', 'demo'] as const;

/** Host, port and database of an address; a user of another name reads the same rows. */
function targetOf(url: string | undefined): string | null {
  const at = url === undefined || !URL.canParse(url) ? null : new URL(url);
  return at === null ? null : [at.hostname.toLowerCase(), at.port || '5432', at.pathname].join('|');
}

/** Which shop answers. */
export class ShopSettings implements CrossChecked {
  @Setting({ key: 'UPSTREAM_MODE', type: oneOf(SHOP_MODES), readBy: ['worker', 'console', 'cli'], default: 'DEMO', about: 'configured mode' })
  readonly upstreamMode: ShopMode;

  @Setting({
    key: 'UPSTREAM_RUNTIME_TOGGLE_ENABLED',
    type: bool(),
    readBy: ['worker', 'console'],
    default: true,
    about: 'the mode may be overridden at run time',
  })
  readonly isModeToggleEnabled: boolean;

  @Setting({
    key: 'AUTO_FALLBACK',
    type: oneOf(AUTO_FALLBACKS),
    readBy: ['worker', 'cli'],
    default: 'none',
    about: 'AUTO with SIS down: keep the request, or answer reads from DEMO, marked',
  })
  readonly autoFallback: (typeof AUTO_FALLBACKS)[number];

  @Setting({
    key: 'SIS_BASE_URL',
    type: url({ protocols: ['http:', 'https:'], originOnly: true }),
    readBy: ['worker', 'cli'],
    about: 'origin of SIS, without a path',
  })
  readonly sisBaseUrl: string | undefined;

  @Setting({ key: 'SIS_OWNERBOT_API_KEY', type: secret(), readBy: ['worker', 'cli'], about: 'key for SIS' })
  readonly sisApiKey: string | undefined;

  @Setting({
    key: 'SIS_TIMEOUT_SEC',
    type: integer({ min: 1, max: LONGEST_WAIT_SEC }),
    readBy: ['worker'],
    default: 15,
    about: 'one read of SIS',
  })
  readonly sisTimeoutSec: number;

  @Setting({
    key: 'SIS_PREVIEW_TIMEOUT_SEC',
    type: integer({ min: 1, max: LONGEST_WAIT_SEC }),
    readBy: ['worker'],
    default: 20,
    about: 'one preview by SIS',
  })
  readonly sisPreviewTimeoutSec: number;

  @Setting({
    key: 'SIS_APPLY_TIMEOUT_SEC',
    type: integer({ min: 1, max: LONGEST_WAIT_SEC }),
    readBy: ['worker'],
    default: 30,
    about: 'one apply by SIS',
  })
  readonly sisApplyTimeoutSec: number;

  @Setting({
    key: 'SIS_MAX_RETRIES',
    type: integer({ min: 0, max: 5 }),
    readBy: ['worker'],
    default: 2,
    about: 'repeats inside one call, reads and previews',
  })
  readonly sisMaxRetries: number;

  @Setting({
    key: 'SIS_RETRY_BACKOFF_BASE_SEC',
    type: decimal({ min: 0.1, max: 5 }),
    readBy: ['worker'],
    default: 0.7,
    about: 'their first delay',
  })
  readonly sisRetryBackoffBaseSec: number;

  @Setting({
    key: 'SIS_CONTRACT_CHECK_ENABLED',
    type: bool(),
    readBy: ['worker'],
    default: true,
    about: 'the contract with SIS may be checked, asked or scheduled',
  })
  readonly isContractCheckEnabled: boolean;

  @Setting({
    key: 'SIS_DATABASE_URL',
    type: url({ protocols: ['postgres:', 'postgresql:'], secret: true }),
    readBy: ['worker', 'cli'],
    about: 'database of SIS, for the mode SIS_DB_RO',
  })
  readonly sisDatabaseUrl: string | undefined;

  @Setting({
    key: 'SIS_DB_SCHEMA',
    type: text({ matches: /^[A-Za-z_][A-Za-z0-9_]{0,62}$/, form: 'a name of letters, digits and _' }),
    readBy: ['worker', 'cli'],
    default: 'ownerbot_v1',
    about: 'schema of its views',
  })
  readonly sisDbSchema: string;

  @Setting({ key: 'SIS_DB_SSL', type: oneOf(TLS_MODES), readBy: ['worker', 'cli'], defaultText: '`verify-full` in production, otherwise `off`', about: 'TLS to it' })
  readonly sisDbSsl: TlsMode | undefined;

  @Setting({ key: 'SIS_DB_POOL_MAX', type: integer({ min: 1, max: 32 }), readBy: ['worker'], default: 4, about: 'connections to it' })
  readonly sisDbPoolMax: number;

  @Setting({ key: 'SIS_DB_CONNECT_TIMEOUT_MS', type: integer({ min: 100, max: 30_000 }), readBy: ['worker'], default: 3_000, about: 'connecting to it, and waiting for a free connection' })
  readonly sisDbConnectTimeoutMs: number;

  @Setting({ key: 'SIS_DB_STATEMENT_TIMEOUT_MS', type: integer({ min: 100, max: 50_000 }), readBy: ['worker'], default: 10_000, about: 'one statement' })
  readonly sisDbStatementTimeoutMs: number;

  @Setting({ key: 'SIS_DB_CHECK_HOURS', type: integer({ min: 1, max: 168 }), readBy: ['worker'], default: 6, about: 'how often the rights of its role and its views are checked' })
  readonly sisDbCheckHours: number;

  /** The keys to SIS must not travel in the open, and its database is not ours. */
  check({ env }: CheckContext): readonly SettingFinding[] {
    const isOpen = this.sisBaseUrl?.startsWith('http:') === true && env['APP_ENV'] === 'production';
    const isOurs = this.sisDatabaseUrl !== undefined && targetOf(this.sisDatabaseUrl) === targetOf(env['DATABASE_URL']);
    return [
      ...(isOpen ? [{ key: 'SIS_BASE_URL', found: 'http', allowed: 'SIS_BASE_URL_INVALID: https with APP_ENV=production' }] : []),
      ...(isOurs ? [{ key: 'SIS_DATABASE_URL', found: 'the database of DATABASE_URL', allowed: 'SETTING_INVALID: a database of SIS' }] : []),
    ];
  }
}

/** The demo shop's own. */
export class DemoSettings {
  @Setting({ key: 'DEMO_SEED', type: text({ min: 1, max: 64 }), readBy: ['cli'], default: DEFAULT_SEED, about: 'seed of the demo shop' })
  readonly seed: string;
}
