import type { Clock } from '@ownerbot/runtime';
import { readOnlyPool, type ReadOnlyPool, type TlsMode } from '@ownerbot/storage';
import { ShopError } from '../errors';
import type { ShopAnswer } from '../envelope';
import type { Page } from '../methods/shared-types';
import { checkCurrency } from '../sis-http/methods/check-currency';
import { NO_ACTIONS, NO_DEMO_ONLY_READS } from '../not-offered';
import type { ShopCall, ShopPort } from '../shop-port';
import type { ShopSettings } from '../shop-settings';
import { createReader, type DatabaseCallEvent, type Question } from './calls/create-reader';
import { createCursorSeal } from './calls/seal-cursor';
import { METHOD_NEEDS, type SisDbMethod } from './contract/method-needs';
import { readContract, type ContractRow } from './contract/read-contract';
import type { ContractView } from './contract/views';
import type { RoleFinding } from './contract/find-writing-rights';
import { createGuard, type DatabaseCheck, type DriftChange } from './guard/create-guard';
import { readChatsQueue, readChatsUnanswered } from './reads/read-chats';
import { capabilitiesAnswer, pingAnswer } from './reads/read-discovery';
import { readFxStatus } from './reads/read-fx';
import { readOrderDetail, readOrdersSearch } from './reads/read-orders';
import { readKpiSummary, readProductsTop, readRevenueTrend, readSalesHistory } from './reads/read-sales';
import { readCoupons, readInventory } from './reads/read-stock';
import type { SisDbRead } from './reads/sis-db-read';

export type SisDbSettings = Pick<
  ShopSettings,
  'sisDatabaseUrl' | 'sisDbSchema' | 'sisDbSsl' | 'sisDbPoolMax' | 'sisDbConnectTimeoutMs' | 'sisDbStatementTimeoutMs' | 'sisDbCheckHours' | 'sisTimeoutSec' | 'sisRetryBackoffBaseSec'
>;

export interface SisDbShopOptions {
  readonly settings: SisDbSettings;
  readonly appEnv: string;
  readonly clock: Clock;
  /** 0..1, for the jitter of the repeat. */
  readonly random?: () => number;
  readonly onCall?: (event: DatabaseCallEvent) => void;
  /** The role was found to be able to write: the pool is closed, and stays so. */
  readonly onWritingRole?: (findings: readonly RoleFinding[]) => void;
  readonly onDrift?: (changes: readonly DriftChange[]) => void;
  readonly onUnchecked?: (code: string) => void;
}

export interface SisDbShop {
  readonly shop: ShopPort;
  /** Looks at rights and views now. Rejects when the database does not answer. */
  check(): Promise<DatabaseCheck>;
  /** The last look; null: none yet. */
  lastCheck(): DatabaseCheck | null;
  connectionCount(): number;
  /** Begins to look at rights and views every `SIS_DB_CHECK_HOURS`. */
  start(): void;
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const PING_MS = 3_000;
const nothing = (): void => undefined;

/** The shop of mode SIS_DB_RO: the views that SIS provides, read and never written. Null without `SIS_DATABASE_URL`; connects with the first question. */
export function createSisDbShop({ settings, appEnv, clock, random = Math.random, onCall = nothing, onWritingRole = nothing, onDrift = nothing, onUnchecked = nothing }: SisDbShopOptions): SisDbShop | null {
  const { sisDatabaseUrl: url, sisDbSchema: schema } = settings;
  if (url === undefined) return null;
  const pool = openPool(url, settings, settings.sisDbSsl ?? (appEnv === 'production' ? 'verify-full' : 'off'));
  const guard = createGuard({ pool, schema, clock, everyMs: settings.sisDbCheckHours * HOUR_MS, limitMs: settings.sisTimeoutSec * 1_000, onWritingRole, onDrift, onUnchecked });
  const reader = createReader({ pool, clock, random, retryBaseMs: settings.sisRetryBackoffBaseSec * 1_000, onCall });
  const cursors = createCursorSeal(url);
  const limitMs = settings.sisTimeoutSec * 1_000;

  /** Passes the guard, reads the contract row, asks; a view that turned out to be another one is looked at again. */
  async function ask<T>(question: Omit<Question, 'pass'> & { readonly views: readonly ContractView[] }, work: (read: SisDbRead, contract: ContractRow) => Promise<ShopAnswer<T>>): Promise<ShopAnswer<T>> {
    const { call, views } = question;
    call.signal.throwIfAborted();
    try {
      return await reader({ ...question, pass: () => guard.pass(views) }, async (tx) => {
        const contract = await readContract(tx, call);
        const answer = await work({ tx, call, now: contract.as_of, system: 'sis-db', historyFrom: contract.history_from }, contract);
        return { ...answer, provenance: { ...answer.provenance, sources: views.map((view) => `sis-db:${view}`) } };
      });
    } catch (error) {
      if (error instanceof ShopError && error.code === 'UPSTREAM_CONTRACT' && error.facts.reason?.startsWith('sql_') === true) guard.suspect();
      throw error;
    }
  }

  const discover = <T>(method: 'ping' | 'capabilities', call: ShopCall, answer: (read: SisDbRead, contract: ContractRow) => ShopAnswer<T>): Promise<ShopAnswer<T>> =>
    ask({ method, call, limitMs: method === 'ping' ? Math.min(PING_MS, limitMs) : limitMs, views: ['contract'] }, async (read, contract) => answer(read, contract));

  function offered<T>(method: SisDbMethod, call: ShopCall, answer: (read: SisDbRead) => Promise<ShopAnswer<T>>): Promise<ShopAnswer<T>> {
    const { provided, views, isMoney } = METHOD_NEEDS[method];
    return ask({ method, call, limitMs, views }, async (read, contract) => {
      if (!contract.provides.includes(provided)) throw new ShopError('UPSTREAM_NOT_IMPLEMENTED', `the database of SIS does not provide ${provided}`);
      if (isMoney) checkCurrency([contract.currency], call);
      return answer(read);
    });
  }

  /** Lists: their cursors leave sealed, and come back only so. */
  function listed<Q extends { readonly cursor?: string }, T extends { readonly page: Page }>(method: SisDbMethod, answer: (read: SisDbRead, query: Q) => Promise<ShopAnswer<T>>) {
    return (query: Q, call: ShopCall): Promise<ShopAnswer<T>> =>
      offered(method, call, async (read) => {
        const cursor = cursors.open(query.cursor);
        const found = await answer(read, cursor === undefined ? query : { ...query, cursor });
        const { page } = found.data;
        return { ...found, data: { ...found.data, page: { ...page, next_cursor: cursors.seal(page.next_cursor) } } };
      });
  }

  const shop: ShopPort = {
    ...NO_DEMO_ONLY_READS,
    ...NO_ACTIONS,
    // Nothing is sent, and the commit that asks learns that for certain.
    applyAction: async () => ({ outcome: 'refused', error: new ShopError('UPSTREAM_NOT_IMPLEMENTED', 'the database of SIS is only read'), httpStatus: null }),
    mode: 'SIS_DB_RO',
    ping: (call) => discover('ping', call, pingAnswer),
    capabilities: async (call) => {
      if (call.isFresh === true) await guard.check();
      return discover('capabilities', call, capabilitiesAnswer);
    },
    kpiSummary: (query, call) => offered('kpiSummary', call, (read) => readKpiSummary(read, query)),
    revenueTrend: (query, call) => offered('revenueTrend', call, (read) => readRevenueTrend(read, query)),
    ordersSearch: listed('ordersSearch', readOrdersSearch),
    orderDetail: (orderId, call) => offered('orderDetail', call, (read) => readOrderDetail(read, orderId)),
    productsTop: (query, call) => offered('productsTop', call, (read) => readProductsTop(read, query)),
    salesHistory: listed('salesHistory', readSalesHistory),
    inventory: listed('inventory', readInventory),
    chatsUnanswered: listed('chatsUnanswered', readChatsUnanswered),
    chatsQueue: (call) => offered('chatsQueue', call, readChatsQueue),
    coupons: listed('coupons', readCoupons),
    fxStatus: (call) => offered('fxStatus', call, readFxStatus),
  };
  return {
    shop,
    check: guard.check,
    lastCheck: guard.last,
    connectionCount: pool.connectionCount,
    start: guard.start,
    close: async () => {
      await guard.stop();
      await pool.close();
    },
  };
}

function openPool(url: string, settings: SisDbSettings, tls: TlsMode): ReadOnlyPool {
  return readOnlyPool({
    url,
    applicationName: 'ownerbot-sis-db',
    schema: settings.sisDbSchema,
    tls,
    maxConnections: settings.sisDbPoolMax,
    connectTimeoutMs: settings.sisDbConnectTimeoutMs,
    statementTimeoutMs: settings.sisDbStatementTimeoutMs,
  });
}
