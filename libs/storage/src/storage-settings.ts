import { settingTypes, Setting } from '@ownerbot/runtime';
import type { TenantField } from './settings/setting-fields';

const { currency, integer, oneOf, text, zone } = settingTypes;

/** Where the database is. */
export { DatabaseSettings as StorageSettings } from '@ownerbot/runtime';

/** First values of the tenant's stored settings; `ownerbot migrate` writes them when there is no row, later the row alone counts. */
export class FirstTenantSettings {
  @Setting({ key: 'TENANT_PROJECT', type: text({ max: 64 }), readBy: ['cli'], defaultText: 'ownerbot', about: 'first value: name in requests and reports' })
  readonly project: string | undefined;

  @Setting({ key: 'TENANT_SHOP_ID', type: integer({ min: 1, max: 2_147_483_647 }), readBy: ['cli'], defaultText: '1', about: 'first value: shop in SIS' })
  readonly shopId: number | undefined;

  @Setting({ key: 'TENANT_CURRENCY', type: currency(), readBy: ['cli'], defaultText: 'EUR', about: 'first value: shop currency' })
  readonly currency: string | undefined;

  @Setting({ key: 'TENANT_TIMEZONE', type: zone(), readBy: ['cli'], defaultText: 'Europe/Berlin', about: 'first value: default time zone, IANA name' })
  readonly timezone: string | undefined;

  @Setting({ key: 'TENANT_LOCALE', type: oneOf(['ru', 'en']), readBy: ['cli'], defaultText: 'ru', about: 'first value: language of team messages, default of owners' })
  readonly locale: 'ru' | 'en' | undefined;

  @Setting({ key: 'TENANT_ORDER_PREFIX', type: text({ max: 8 }), readBy: ['cli'], defaultText: 'OB-', about: 'first value: added to bare digits of an order' })
  readonly orderPrefix: string | undefined;

  @Setting({ key: 'TENANT_PRODUCT_PREFIX', type: text({ max: 8 }), readBy: ['cli'], defaultText: 'PRD-', about: 'first value: stripped from product codes' })
  readonly productPrefix: string | undefined;

  @Setting({ key: 'TENANT_LOOK_PREFIX', type: text({ max: 8 }), readBy: ['cli'], defaultText: 'LOOK-', about: 'first value: stripped from look codes' })
  readonly lookPrefix: string | undefined;
}

/** As `writeFirstTenant` takes them; what the environment does not set keeps its default. */
export function firstTenantValues(settings: FirstTenantSettings): Partial<Record<TenantField, string | number>> {
  const all: Record<Exclude<TenantField, 'upstream_mode_override'>, string | number | undefined> = {
    project: settings.project,
    shop_id: settings.shopId,
    currency: settings.currency,
    timezone: settings.timezone,
    locale: settings.locale,
    order_prefix: settings.orderPrefix,
    product_prefix: settings.productPrefix,
    look_prefix: settings.lookPrefix,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<Record<TenantField, string | number>>;
}
