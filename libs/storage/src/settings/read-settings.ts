import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { ownerScope, readOwner, readTenant, TENANT_SCOPE, type OwnerSettings, type StoredSettings, type TenantSettings } from './tenant-settings';

/** The tenant's settings and an owner's. Locks nothing. */
export async function readSettings(db: Db, ownerUserId: string | null): Promise<{ tenant: TenantSettings; owner: OwnerSettings }> {
  const owner = ownerUserId === null ? null : ownerScope(ownerUserId);
  const rows = await db.query<{ scope: string; version: number; values: StoredSettings['values'] }>(sql.named('read-settings')`
    select scope, settings_version as version, values from settings where scope = any(array[${TENANT_SCOPE}, ${owner}]::text[])`);
  return {
    tenant: readTenant(rows.find((row) => row.scope === TENANT_SCOPE)),
    owner: readOwner(owner === null ? undefined : rows.find((row) => row.scope === owner)),
  };
}
