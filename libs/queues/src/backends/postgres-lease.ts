import type { Commands } from './backend';
import type { QueuePool } from './postgres-pool';

const TAKE = `
  insert into ownerbot_lease as held (name, owner, until) values ($1, $2, clock_timestamp() + $3 * interval '1 ms')
  on conflict (name) do update set owner = excluded.owner, until = excluded.until
    where held.owner = excluded.owner or held.until < clock_timestamp()
  returning owner`;
const RENEW = `
  update ownerbot_lease set until = clock_timestamp() + $3 * interval '1 ms'
  where name = $1 and owner = $2 and until >= clock_timestamp() returning owner`;
const RELEASE = `delete from ownerbot_lease where name = $1 and owner = $2`;

/** Leases by the server's clock, so that processes need not agree on the time. */
export function postgresLease(pool: QueuePool): Pick<Commands, 'takeLease' | 'renewLease' | 'releaseLease'> {
  const held = async (statement: string, name: string, owner: string, ttlMs: number): Promise<boolean> => (await pool.query(statement, [name, owner, ttlMs])).rows.length === 1;
  return {
    takeLease: (name, owner, ttlMs) => held(TAKE, name, owner, ttlMs),
    renewLease: (name, owner, ttlMs) => held(RENEW, name, owner, ttlMs),
    async releaseLease(name, owner) {
      await pool.query(RELEASE, [name, owner]);
    },
  };
}
