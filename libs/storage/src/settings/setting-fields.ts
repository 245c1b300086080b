import { StoredSettingError } from '../errors';
import { locale, text, timezone, type Field } from './field';
import { notifyFields } from './notify-settings';
import { STORED_MODES, type TenantSettings } from './tenant-settings';

const currency: Field = {
  allowed: 'currency code of ISO 4217, such as EUR',
  accepts: (value) => typeof value === 'string' && Intl.supportedValuesOf('currency').includes(value),
};

const mode: Field = { allowed: STORED_MODES.join(', '), accepts: (value) => STORED_MODES.some((one) => one === value) };

const id: Field = { allowed: 'whole number ≥ 1', accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= 2_147_483_647 };

/** The stored fields that there are, by scope. */
export const settingFields = {
  tenant: {
    project: text(1, 64),
    shop_id: id,
    currency,
    timezone,
    locale,
    order_prefix: text(0, 8),
    product_prefix: text(0, 8),
    look_prefix: text(0, 8),
    upstream_mode_override: mode,
  },
  owner: { locale, timezone, display_name: text(1, 256), ...notifyFields },
} as const satisfies Record<string, Record<string, Field>>;

export type TenantField = keyof typeof settingFields.tenant;
export type OwnerField = keyof typeof settingFields.owner;

export function isTenantField(name: string): name is TenantField {
  return Object.hasOwn(settingFields.tenant, name);
}

/** The tenant's settings by the names of their fields. */
export function tenantValues(tenant: TenantSettings): Readonly<Record<TenantField, string | number | null>> {
  return {
    project: tenant.project,
    shop_id: tenant.shopId,
    currency: tenant.currency,
    timezone: tenant.timezone,
    locale: tenant.locale,
    order_prefix: tenant.orderPrefix,
    product_prefix: tenant.productPrefix,
    look_prefix: tenant.lookPrefix,
    upstream_mode_override: tenant.upstreamModeOverride,
  };
}

/** Checks values before they are stored; null removes a field, so that its default holds. Throws StoredSettingError. */
export function checkSettings(of: 'tenant' | 'owner', values: Readonly<Record<string, unknown>>): void {
  const fields: Readonly<Record<string, Field>> = settingFields[of];
  for (const [name, value] of Object.entries(values)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) throw new StoredSettingError(name, 'an unknown field', Object.keys(fields).join(', '));
    if (value !== null && !field.accepts(value)) throw new StoredSettingError(name, JSON.stringify(value), field.allowed);
  }
}
