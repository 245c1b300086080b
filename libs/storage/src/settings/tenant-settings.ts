/** Languages that the bot speaks. */
export type SettingLocale = 'ru' | 'en';

/** Where the shop's data come from. */
export const STORED_MODES = ['DEMO', 'SIS_HTTP', 'SIS_DB_RO', 'AUTO'] as const;
export type StoredMode = (typeof STORED_MODES)[number];

/** The tenant's stored settings. */
export interface TenantSettings {
  readonly settingsVersion: number;
  readonly project: string;
  readonly shopId: number;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name. */
  readonly timezone: string;
  readonly locale: SettingLocale;
  readonly orderPrefix: string;
  readonly productPrefix: string;
  readonly lookPrefix: string;
  /** The data mode chosen at run time, in place of the configured one; null: none is. */
  readonly upstreamModeOverride: StoredMode | null;
}

/** An owner's stored settings; null where the tenant's holds. */
export interface OwnerSettings {
  readonly settingsVersion: number;
  readonly locale: SettingLocale | null;
  readonly timezone: string | null;
  readonly displayName: string | null;
  /** All fields as they are stored, by their names. */
  readonly stored: Readonly<Record<string, unknown>>;
}

export const TENANT_SCOPE = 'tenant';

export function ownerScope(userId: string): string {
  return `owner:${userId}`;
}

/** What holds while no row says otherwise. */
export const defaultTenant: TenantSettings = Object.freeze({
  settingsVersion: 0,
  project: 'ownerbot',
  shopId: 1,
  currency: 'EUR',
  timezone: 'Europe/Berlin',
  locale: 'ru',
  orderPrefix: 'OB-',
  productPrefix: 'PRD-',
  lookPrefix: 'LOOK-',
  upstreamModeOverride: null,
});

export const defaultOwner: OwnerSettings = Object.freeze({ settingsVersion: 0, locale: null, timezone: null, displayName: null, stored: Object.freeze({}) });

type Values = Readonly<Record<string, unknown>>;

/** Reads a row as it is stored, `{ version, values }`; fields that it lacks have their defaults. */
export function readTenant(row: StoredSettings | undefined): TenantSettings {
  if (!row) return defaultTenant;
  const { values } = row;
  return {
    settingsVersion: row.version,
    project: textOf(values, 'project') ?? defaultTenant.project,
    shopId: typeof values['shop_id'] === 'number' ? values['shop_id'] : defaultTenant.shopId,
    currency: textOf(values, 'currency') ?? defaultTenant.currency,
    timezone: textOf(values, 'timezone') ?? defaultTenant.timezone,
    locale: localeOf(values) ?? defaultTenant.locale,
    orderPrefix: textOf(values, 'order_prefix') ?? defaultTenant.orderPrefix,
    productPrefix: textOf(values, 'product_prefix') ?? defaultTenant.productPrefix,
    lookPrefix: textOf(values, 'look_prefix') ?? defaultTenant.lookPrefix,
    upstreamModeOverride: modeOf(values),
  };
}

export function readOwner(row: StoredSettings | undefined): OwnerSettings {
  if (!row) return defaultOwner;
  return {
    settingsVersion: row.version,
    locale: localeOf(row.values) ?? null,
    timezone: textOf(row.values, 'timezone') ?? null,
    displayName: textOf(row.values, 'display_name') ?? null,
    stored: row.values,
  };
}

/** A row of `settings`, by scope, as queries hand it over. */
export interface StoredSettings {
  readonly version: number;
  readonly values: Values;
}

function textOf(values: Values, field: string): string | undefined {
  const value = values[field];
  return typeof value === 'string' ? value : undefined;
}

function localeOf(values: Values): SettingLocale | undefined {
  const value = values['locale'];
  return value === 'ru' || value === 'en' ? value : undefined;
}

function modeOf(values: Values): StoredMode | null {
  const value = values['upstream_mode_override'];
  return STORED_MODES.find((mode) => mode === value) ?? null;
}
