import { sql, type ReadTransaction } from '@ownerbot/storage';
import { ShopError } from '../../errors';
import type { Day } from '../../methods/shared-types';
import type { ShopCall } from '../../shop-port';
import { CONTRACT_MAJOR, CONTRACT_NAME } from './views';

/** The row of a shop in `contract`, and the moment that everything beside it is read as of. */
export interface ContractRow {
  readonly name: string;
  readonly major: number;
  readonly minor: number;
  readonly currency: string;
  readonly timezone: string;
  readonly history_from: Day;
  readonly provides: readonly string[];
  readonly as_of: Date;
}

/**
 * Reads it, first in every transaction. The moment is that of the data where SIS says so; on a standby that lags, the last change that
 * it has taken over; otherwise the transaction's own.
 * @throws ShopError `UPSTREAM_AUTH` for a shop without a row, `UPSTREAM_CONTRACT` for another contract or several rows
 */
export async function readContract(tx: ReadTransaction, { shopId }: Pick<ShopCall, 'shopId'>): Promise<ContractRow> {
  const rows = await tx.query<ContractRow>(sql`
    select name, major, minor, currency, timezone, history_from::text as history_from, provides,
      coalesce(data_as_of,
        case when pg_is_in_recovery() and pg_last_wal_receive_lsn() is distinct from pg_last_wal_replay_lsn() then pg_last_xact_replay_timestamp() end,
        now()) as as_of
    from contract where shop_id = ${shopId}::integer limit 2`);
  const [row] = rows;
  if (row === undefined) throw new ShopError('UPSTREAM_AUTH', `SIS provides no shop ${shopId}`, { reason: 'SHOP_NOT_ALLOWED', key: 'shop_id' });
  if (rows.length > 1) throw notAgreed('contract', 'shop_id', 'one row a shop', 'several');
  if (row.name !== CONTRACT_NAME) throw notAgreed('contract', 'name', CONTRACT_NAME, 'another');
  if (row.major !== CONTRACT_MAJOR) throw notAgreed('contract', 'major', String(CONTRACT_MAJOR), String(row.major));
  return row;
}

/** A view is not what the contract says; the path names it and its column. */
export function notAgreed(view: string, column: string | null, expected: string, found: string): ShopError {
  const path = column === null ? view : `${view}.${column}`;
  return new ShopError('UPSTREAM_CONTRACT', `${path} of SIS is not as agreed`, { reason: 'DRIFT', fields: [{ path, rule: 'contract', allowed: expected, found }] });
}
