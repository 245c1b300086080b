import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import { checkSettings, type OwnerField, type TenantField } from './setting-fields';
import { ownerScope, TENANT_SCOPE } from './tenant-settings';

interface Written {
  readonly at: Date;
  readonly correlationId: string;
  /** Who changed it, for the audit: a user id, or a name such as `cli`. */
  readonly by: string;
}

export type SettingsChange = Written &
  (
    | { readonly of: 'tenant'; readonly patch: Partial<Readonly<Record<TenantField, string | number | null>>> }
    | { readonly of: 'owner'; readonly userId: string; readonly patch: Partial<Readonly<Record<OwnerField, string | number | boolean | null>>> }
  );

/**
 * Changes some fields; null takes a field back to its default. A change that changes nothing is neither counted nor audited.
 * Locks: the row of the scope. Idempotent. Returns the row's version. Throws StoredSettingError.
 */
export async function writeSettings(db: Db, change: SettingsChange): Promise<number> {
  checkSettings(change.of, change.patch);
  const scope = change.of === 'tenant' ? TENANT_SCOPE : ownerScope(change.userId);
  const patch = storableJson(change.patch);
  const [row] = await db.query<{ version: number }>(sql.named('write-settings')`
    with changed as (
      insert into settings as s (scope, values, updated_at)
      values (${scope}, jsonb_strip_nulls(${patch}::jsonb), ${change.at})
      on conflict (scope) do update
        set values = jsonb_strip_nulls(s.values || ${patch}::jsonb), settings_version = s.settings_version + 1, updated_at = excluded.updated_at
        where s.values is distinct from jsonb_strip_nulls(s.values || ${patch}::jsonb)
      returning settings_version
    ),
    won as (select ${change.correlationId}::text as correlation_id from changed),
    ${auditedEvents([changeEvent(change, scope)], change.at)}
    select coalesce((select settings_version from changed), (select settings_version from settings where scope = ${scope})) as version`);
  return row?.version ?? 0;
}

/**
 * Changes some fields while the row is still as it was seen: `seenVersion` 0 stands for a row that is not there yet.
 * Locks: the row of the scope, until the transaction ends. Returns the new version; null: somebody changed the row, and nothing was
 * written. Throws StoredSettingError.
 */
export async function editSettings(db: Db, { seenVersion, ...change }: SettingsChange & { readonly seenVersion: number }): Promise<number | null> {
  checkSettings(change.of, change.patch);
  const scope = change.of === 'tenant' ? TENANT_SCOPE : ownerScope(change.userId);
  const patch = storableJson(change.patch);
  const [row] = await db.query<{ version: number }>(sql.named('edit-settings')`
    with edited as (
      update settings set values = jsonb_strip_nulls(values || ${patch}::jsonb), settings_version = settings_version + 1, updated_at = ${change.at}
      where scope = ${scope} and settings_version = ${seenVersion}
      returning settings_version
    ),
    begun as (
      insert into settings (scope, values, updated_at)
      select ${scope}, jsonb_strip_nulls(${patch}::jsonb), ${change.at} where ${seenVersion}::int = 0
      on conflict (scope) do nothing
      returning settings_version
    ),
    changed as (select settings_version from edited union all select settings_version from begun),
    won as (select ${change.correlationId}::text as correlation_id from changed),
    ${auditedEvents([changeEvent(change, scope)], change.at)}
    select settings_version as version from changed`);
  return row?.version ?? null;
}

function changeEvent({ by, patch }: SettingsChange, scope: string): NewAuditEvent {
  return { eventType: 'settings_changed', severity: 'info', fields: { scope, by, fields: Object.keys(patch) } };
}

/**
 * Writes the tenant's row when there is none; later that row alone counts.
 * Locks: that row. Idempotent. Returns whether it was written. Throws StoredSettingError.
 */
export async function writeFirstTenant(db: Db, values: Partial<Readonly<Record<TenantField, string | number>>>, at: Date): Promise<boolean> {
  checkSettings('tenant', values);
  const rows = await db.query(sql`
    insert into settings (scope, values, updated_at) values (${TENANT_SCOPE}, ${storableJson(values)}, ${at})
    on conflict (scope) do nothing returning 1`);
  return rows.length > 0;
}
