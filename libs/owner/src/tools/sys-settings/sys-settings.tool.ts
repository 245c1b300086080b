import { AnyText, Count, Nested, NoFields, ownProvenance, Tz } from '@ownerbot/tools';
import { ownRead } from '../read-tool';

export class TenantSettingsData {
  @Count() readonly shop_id: number;
  @AnyText() readonly currency: string;
  @Tz() readonly timezone: string;
  @AnyText() readonly locale: string;
}

export class SysSettingsOutput {
  @AnyText() readonly locale: string;
  /** The owner's. */
  @Tz() readonly timezone: string;
  @Nested(() => TenantSettingsData) readonly tenant: TenantSettingsData;
  @Count() readonly settings_version: number;
}

/** The asking owner's settings and those of the shop. */
export const sysSettings = ownRead<NoFields, SysSettingsOutput>({
  name: 'sys_settings',
  version: '1.0',
  group: 'systems',
  payload: NoFields,
  output: SysSettingsOutput,
  async handle(_payload, context) {
    const { locale, timezone, tenant, settings_version } = await context.own.settings(String(context.actor.owner_user_id));
    return { data: { locale, timezone, tenant, settings_version }, provenance: ownProvenance(['settings'], context) };
  },
});
