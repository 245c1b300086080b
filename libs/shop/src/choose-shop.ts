import { ShopError } from './errors';
import type { ShopMode, ShopPort } from './shop-port';
import type { ShopSettings } from './shop-settings';

/** The shop of a mode; rejects with `UPSTREAM_NOT_CONFIGURED` or `UPSTREAM_NOT_IMPLEMENTED` where the mode has none. */
export type ChooseShop = (mode: ShopMode) => Promise<ShopPort>;

type SourceSettings = Pick<ShopSettings, 'sisBaseUrl' | 'sisApiKey' | 'sisDatabaseUrl'>;

const NEEDED: Readonly<Record<Exclude<ShopMode, 'DEMO'>, readonly (readonly [key: string, field: keyof SourceSettings])[]>> = {
  SIS_HTTP: [
    ['SIS_BASE_URL', 'sisBaseUrl'],
    ['SIS_OWNERBOT_API_KEY', 'sisApiKey'],
  ],
  AUTO: [
    ['SIS_BASE_URL', 'sisBaseUrl'],
    ['SIS_OWNERBOT_API_KEY', 'sisApiKey'],
  ],
  SIS_DB_RO: [['SIS_DATABASE_URL', 'sisDatabaseUrl']],
};

/** Picks the adapter by mode. A mode without an adapter is refused, never answered with the demo shop's figures. */
export function createShopChooser(parts: { demo: ShopPort; settings: SourceSettings }): ChooseShop {
  return (mode) => {
    if (mode === 'DEMO') return Promise.resolve(parts.demo);
    const missing = NEEDED[mode].find(([, field]) => parts.settings[field] === undefined);
    return Promise.reject(
      missing === undefined
        ? new ShopError('UPSTREAM_NOT_IMPLEMENTED', `mode ${mode} has no adapter yet`)
        : new ShopError('UPSTREAM_NOT_CONFIGURED', `mode ${mode} needs ${missing[0]}`, { key: missing[0] }),
    );
  };
}

/** The mode of a request: the stored override where overriding is on, else the configured one. */
export function effectiveMode(settings: Pick<ShopSettings, 'upstreamMode' | 'isModeToggleEnabled'>, override: ShopMode | null): ShopMode {
  return settings.isModeToggleEnabled && override !== null ? override : settings.upstreamMode;
}
