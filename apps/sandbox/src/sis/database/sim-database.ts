import { addDays, CONTRACT_NAME, dayOf, HISTORY_DAYS, instant, isProvidedKey, simReaderUrl, startOfDay } from '@ownerbot/shop';
import { openDatabase, type Database, type Db } from '@ownerbot/storage';
import type { Sim } from '../sim';
import { couponRows, fxRows, itemRows, orderRows, productRows, threadRows, type StandAt } from './absolute-rows';
import { grantsSql, makeRole, plain, shutOut } from './reading-role';
import { tablesSql, viewsSql, type DatabaseDrift } from './sim-schema';

/** The simulator's shop as a database: the same rows as over HTTP, behind the contract's views. */
export interface SimDatabase {
  /** `SIS_DATABASE_URL`: the address with the reading role. */
  readonly readerUrl: string;
  readonly role: string;
  /** Something may differ from what is written: what does is written, in one transaction. */
  changed(): void;
  /** Resolves when the changes told so far are written, or cannot be now. */
  settled(): Promise<void>;
  drift(to: DatabaseDrift): void;
  stop(): Promise<void>;
}

export interface SimDatabaseOptions {
  /** Of somebody who may make schemas and roles. */
  readonly url: string;
  readonly role: string;
  readonly password: string;
  readonly sim: Sim;
  readonly onDefect: (error: unknown) => void;
}

const RETRY_MS = 1_000;
const LAST_TIMER_MS = 2 ** 31 - 1;

/** What one table is made of: where a part is another one than last time, it is written anew. */
interface Part {
  readonly table: string;
  readonly of: readonly unknown[];
  readonly rows: () => object[];
}

/** Makes schemas, views and role anew, and writes the shop as it stands. @throws StoreUnavailableError, StoreQueryError */
export async function openSimDatabase({ url, role, password, sim, onDefect }: SimDatabaseOptions): Promise<SimDatabase> {
  const db = openDatabase({ url, applicationName: 'ownerbot-sim', maxConnections: 2, statementTimeoutMs: 60_000 });
  let drift: DatabaseDrift = {};
  let written = new Map<string, readonly unknown[]>();
  let isWanted = false;
  let isStopped = false;
  let writing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function write(): Promise<void> {
    const now = sim.clock.now();
    const next = new Map<string, readonly unknown[]>();
    const isNew = (name: string, of: readonly unknown[]): boolean => {
      next.set(name, of);
      const before = written.get(name);
      return before === undefined || before.length !== of.length || before.some((one, index) => one !== of[index]);
    };
    const parts = partsOf(sim, drift, now).filter(({ table, of }) => isNew(table, of));
    const clock = clockOf(sim);
    const isNewClock = isNew('the clock', clock);
    const isNewViews = isNew('the views', [drift]);
    const isDown = sim.faults.holds('down');
    if (parts.length > 0 || isNewClock || isNewViews) {
      await db.transaction(async (tx) => {
        if (isNewClock) await writeClock(tx, clock);
        for (const { table, rows } of parts) await writeTable(tx, table, rows());
        if (isNewViews) for (const text of [...viewsSql(drift), ...grantsSql(role, drift.grant_write === true)]) await tx.query(plain(text));
      });
    }
    if (isNew('the door', [isDown])) await shutOut(db, role, isDown);
    written = next;
  }

  async function writeAll(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false;
      await write();
    }
  }

  function changed(): void {
    isWanted = true;
    writing ??= writeAll()
      .catch((error: unknown) => {
        onDefect(error);
        // Nobody knows what of it arrived.
        written = new Map();
        arm(RETRY_MS);
      })
      .finally(() => {
        writing = undefined;
        if (isWanted && !isStopped) changed();
      });
    // The clock may have moved: its next midnight is another one.
    armMidnight();
  }

  function arm(ms: number): void {
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(changed, Math.min(ms, LAST_TIMER_MS)).unref();
  }

  /** What is counted back from today stands on other moments from midnight on. */
  function armMidnight(): void {
    clearTimeout(timer);
    if (sim.clock.fixedAt() !== null) return;
    const now = sim.clock.now();
    arm(startOfDay(addDays(dayOf(now, sim.timezone), 1), sim.timezone).getTime() - now.getTime() + 1);
  }

  try {
    await makeRole(db, role, password);
    for (const text of tablesSql()) await db.query(plain(text));
    await write();
  } catch (error) {
    await db.close();
    throw error;
  }
  armMidnight();
  return {
    readerUrl: simReaderUrl(url, password, role),
    role,
    changed,
    async settled() {
      while (writing !== undefined) await writing;
    },
    drift(to) {
      drift = to;
      changed();
    },
    stop: () => stopped(),
  };

  async function stopped(): Promise<void> {
    isStopped = true;
    clearTimeout(timer);
    await writing;
    await letIn(db, role);
    await db.close();
  }
}

/** Faults do not outlive the simulator. */
async function letIn(db: Database, role: string): Promise<void> {
  await shutOut(db, role, false).catch(() => undefined);
}

function clockOf({ clock, faults }: Sim): readonly unknown[] {
  const slow = faults.list().find(({ fault, match }) => fault === 'slow' && match === undefined)?.params;
  return [clock.fixedAt()?.toISOString() ?? null, clock.shiftMs(), Number(slow?.['ms'] ?? 0), Number(slow?.['jitter_ms'] ?? 0)];
}

async function writeClock(tx: Db, clock: readonly unknown[]): Promise<void> {
  await tx.query({ text: 'update sis_sim.clock set fixed_at = $1, shift_ms = $2, slow_ms = $3, jitter_ms = $4', values: clock, isSql: true });
}

/** Deleted and not truncated: whoever reads meanwhile goes on seeing what was there. */
async function writeTable(tx: Db, table: string, rows: readonly object[]): Promise<void> {
  await tx.query(plain(`delete from sis_sim.${table}`));
  await tx.query({ text: `insert into sis_sim.${table} select * from jsonb_populate_recordset(null::sis_sim.${table}, $1::jsonb)`, values: [JSON.stringify(rows)], isSql: true });
}

function partsOf(sim: Sim, drift: DatabaseDrift, now: Date): Part[] {
  const { rows, settings } = sim.store.state();
  const { currency } = settings;
  const at: StandAt = { now, tz: sim.timezone, currency };
  const standing = [sim.clock.fixedAt()?.getTime() ?? sim.clock.shiftMs(), dayOf(now, sim.timezone)];
  return [
    { table: 'orders', of: [rows.orders, rows.items, currency, ...standing], rows: () => orderRows(rows, at) },
    { table: 'order_items', of: [rows.items, rows.products], rows: () => itemRows(rows) },
    { table: 'products', of: [rows.products, currency], rows: () => productRows(rows, at) },
    { table: 'chat_threads', of: [rows.threads, ...standing], rows: () => threadRows(rows, at) },
    { table: 'coupons', of: [rows.coupons, currency, ...standing], rows: () => couponRows(rows, at) },
    { table: 'fx_state', of: [rows, currency, ...standing], rows: () => fxRows(rows, at) },
    { table: 'contract', of: [settings, sim.access.shops, drift.major, ...standing], rows: () => contractRows(sim, drift, at) },
  ];
}

function contractRows({ store, access }: Sim, { major = 1 }: DatabaseDrift, { now, tz, currency }: StandAt): object[] {
  const { history_from: from, capabilities } = store.state().settings;
  return access.shops
    .filter((shopId) => shopId === 1)
    .map((shopId) => ({
      shop_id: shopId,
      name: CONTRACT_NAME,
      major,
      minor: 0,
      currency,
      timezone: tz,
      history_from: from ?? addDays(dayOf(now, tz), 1 - HISTORY_DAYS),
      provides: Object.keys(capabilities).filter((key) => capabilities[key] === true && isProvidedKey(key)),
      updated_at: instant(now),
    }));
}
