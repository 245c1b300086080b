import type { Sql } from '@ownerbot/storage';
import { demoShopTables } from './0001-demo-shop';
import { ordersAtFunction } from './0002-orders-at';

/** The demo schema's own migration set, in order; apart from the main one, so that a production database has no demo tables. */
export const DEMO_MIGRATIONS: readonly (readonly Sql[])[] = [demoShopTables, ordersAtFunction];

/** Changes with the tables or the rows; another version in the database asks for a reset. */
export const DEMO_VERSION = 1;
