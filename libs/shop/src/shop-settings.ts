import { Setting, settingTypes } from '@ownerbot/runtime';
import { DEFAULT_SEED } from './demo/seed/build-demo-shop';
import { SHOP_MODES, type ShopMode } from './shop-port';

const { bool, oneOf, secret, text, url } = settingTypes;

export const AUTO_FALLBACKS = ['none', 'demo'] as const;

/** Which shop answers. */
export class ShopSettings {
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
    key: 'SIS_DATABASE_URL',
    type: url({ protocols: ['postgres:', 'postgresql:'], secret: true }),
    readBy: ['worker', 'cli'],
    about: 'database of SIS, for the mode SIS_DB_RO',
  })
  readonly sisDatabaseUrl: string | undefined;
}

/** The demo shop's own. */
export class DemoSettings {
  @Setting({ key: 'DEMO_SEED', type: text({ min: 1, max: 64 }), readBy: ['cli'], default: DEFAULT_SEED, about: 'seed of the demo shop' })
  readonly seed: string;
}
