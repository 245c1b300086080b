import type { Clock } from '@ownerbot/runtime';
import { createSisWatch, type SisWatch } from './auto/create-sis-watch';
import { demoStandIn } from './auto/demo-stand-in';
import { ShopError } from './errors';
import type { ShopCall, ShopMode, ShopPort } from './shop-port';
import type { ShopSettings } from './shop-settings';

/**
 * The shop of a mode, chosen once for a request: all its calls go to the same one. Rejects with `UPSTREAM_NOT_CONFIGURED` or
 * `UPSTREAM_NOT_IMPLEMENTED` where the mode has none, and in AUTO with `UPSTREAM_UNAVAILABLE` while SIS is down.
 */
export type ChooseShop = (mode: ShopMode, call: ShopCall) => Promise<ShopPort>;

type SourceSettings = Pick<ShopSettings, 'sisBaseUrl' | 'sisApiKey' | 'sisDatabaseUrl'>;

export interface ShopChooserParts {
  readonly demo: ShopPort;
  /** The shop of SIS_HTTP; null where its settings are missing. */
  readonly sis: ShopPort | null;
  /** The shop of SIS_DB_RO; null where its setting is missing. */
  readonly sisDb: ShopPort | null;
  readonly settings: SourceSettings & Pick<ShopSettings, 'autoFallback'>;
  readonly clock: Clock;
}

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

/** The first setting that a mode needs and that is not there; null: it has all it needs. */
export function missingKeyOf(mode: ShopMode, settings: SourceSettings): string | null {
  if (mode === 'DEMO') return null;
  return NEEDED[mode].find(([, field]) => settings[field] === undefined)?.[0] ?? null;
}

/**
 * Picks the adapter by mode. A mode without an adapter is refused, never answered with the demo shop's figures; only AUTO with
 * `AUTO_FALLBACK=demo` answers reads from there, while SIS is down.
 */
export function createShopChooser({ demo, sis, sisDb, settings, clock }: ShopChooserParts): ChooseShop {
  const watch = sis === null ? null : createSisWatch({ sis, clock });
  return async (mode, call) => {
    if (mode === 'DEMO') return demo;
    const key = missingKeyOf(mode, settings);
    if (key !== null) throw new ShopError('UPSTREAM_NOT_CONFIGURED', `mode ${mode} needs ${key}`, { key });
    if (mode === 'SIS_DB_RO') return sisDb ?? absent(mode);
    if (sis === null || watch === null) return absent(mode);
    return mode === 'SIS_HTTP' ? sis : ofAuto({ demo, sis, watch, fallback: settings.autoFallback }, call);
  };
}

/** Its settings are there, and yet nobody made it. */
function absent(mode: ShopMode): never {
  throw new ShopError('UPSTREAM_NOT_IMPLEMENTED', `mode ${mode} has no adapter here`);
}

interface AutoParts {
  readonly demo: ShopPort;
  readonly sis: ShopPort;
  readonly watch: SisWatch;
  readonly fallback: ShopSettings['autoFallback'];
}

async function ofAuto({ demo, sis, watch, fallback }: AutoParts, call: ShopCall): Promise<ShopPort> {
  const state = await watch(call);
  call.signal.throwIfAborted();
  if (state.isUp) return sis;
  // A key that SIS refuses is no outage: the demo shop would hide what somebody must put right.
  if (state.error.code === 'UPSTREAM_UNAVAILABLE' && fallback === 'demo') return demoStandIn(demo, state.error);
  throw state.error;
}

/** The mode of a request: the stored override where overriding is on, else the configured one. */
export function effectiveMode(settings: Pick<ShopSettings, 'upstreamMode' | 'isModeToggleEnabled'>, override: ShopMode | null): ShopMode {
  return settings.isModeToggleEnabled && override !== null ? override : settings.upstreamMode;
}
