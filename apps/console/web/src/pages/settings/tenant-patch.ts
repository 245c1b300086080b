import type { SettingsView, TenantPatch } from '../../../../src/contract';

export type TenantFields = Readonly<Record<keyof TenantPatch, string>>;

export function fieldsOf({ version: _version, ...tenant }: SettingsView['tenant']): TenantFields {
  return { ...tenant, shopId: String(tenant.shopId) };
}

/** What of the form differs from what is stored. The server says what is not allowed. */
export function tenantPatch(tenant: SettingsView['tenant'], fields: TenantFields): TenantPatch {
  const before = fieldsOf(tenant);
  const changed = Object.entries(fields).filter(([key, value]) => before[key as keyof TenantPatch] !== value.trim());
  return Object.fromEntries(changed.map(([key, value]) => [key, key === 'shopId' ? Number(value) : value.trim()]));
}
