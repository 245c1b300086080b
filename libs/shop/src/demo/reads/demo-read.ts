import { StoreQueryError, type Db } from '@ownerbot/storage';
import { ShopError } from '../../errors';
import type { ReadAt } from '../../rules/reads/read-at';
import type { ShopCall } from '../../shop-port';

/** One question to the demo shop: everything in it is read as of `now`. */
export interface DemoRead extends ReadAt {
  readonly db: Db;
}

/** A missing table or schema: SQLSTATEs of undefined table, schema and function. */
const ABSENT = new Set(['42P01', '3F000', '42883']);

/** Runs a question; a database without demo tables becomes `DEMO_NOT_SEEDED`. */
export async function asked<T>(call: ShopCall, work: () => Promise<T>): Promise<T> {
  call.signal.throwIfAborted();
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreQueryError && ABSENT.has(String(error.fields['sqlState']))) {
      throw new ShopError('DEMO_NOT_SEEDED', 'there is no demo shop: run ownerbot demo seed', {}, error);
    }
    throw error;
  }
}
