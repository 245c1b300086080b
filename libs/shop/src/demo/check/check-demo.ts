import { isDeepStrictEqual } from 'node:util';
import { fixedClock, type Clock } from '@ownerbot/runtime';
import type { Db } from '@ownerbot/storage';
import { DateTime } from 'luxon';
import { ShopError } from '../../errors';
import { addDays, dayOf } from '../../local-days';
import { ORDER_PRESETS } from '../../methods/shared-types';
import type { ShopCall, ShopPort } from '../../shop-port';
import { readDemoMeta } from '../commands/demo-meta';
import { guardDemo, type DemoGuardSettings } from '../commands/guard-demo';
import { createDemoShop } from '../create-demo-shop';
import { INVARIANTS } from './invariants';
import { loadDemoRows } from './load-demo-rows';
import { ordersAt } from './orders-at';
import { presetSizes } from './presets';
import { REFERENCE_FIGURES, REFERENCE_HOUR, REFERENCE_SEED, REFERENCE_WINDOWS, type ReferenceModel } from './reference-figures';
import { kpiOf, type OffsetWindow } from './sales-figures';

export interface DemoCheckFinding {
  readonly name: string;
  readonly ok: boolean;
  readonly expected: unknown;
  readonly found: unknown;
}

export interface DemoCheckResult {
  readonly ok: boolean;
  readonly seed: string;
  readonly version: number;
  /** False for another seed than the specification's: its figures are unknown, the laws and the adapter are checked all the same. */
  readonly isReferenceSeed: boolean;
  readonly findings: readonly DemoCheckFinding[];
}

/**
 * Checks the demo shop at noon of today in `timezone`: reference figures, laws of the rows, and that the adapter answers
 * what the rows say. Writes nothing. Throws `DEMO_NOT_SEEDED` without a shop. Edits made by actions show up as findings.
 */
export async function checkDemo(command: { db: Db; settings: DemoGuardSettings; clock: Clock; timezone: string }): Promise<DemoCheckResult> {
  guardDemo(command.settings);
  const { db, timezone: tz } = command;
  const meta = await readDemoMeta(db);
  if (meta === null) throw new ShopError('DEMO_NOT_SEEDED', 'there is no demo shop: run ownerbot demo seed');
  const now = DateTime.fromJSDate(command.clock.now(), { zone: tz }).startOf('day').set({ hour: REFERENCE_HOUR }).toJSDate();
  const rows = await loadDemoRows(db);
  const model: ReferenceModel = { rows, orders: ordersAt(rows, now, tz), now, tz };
  const isReferenceSeed = meta.seed === REFERENCE_SEED;
  const findings = [
    ...(isReferenceSeed ? REFERENCE_FIGURES.map((figure) => finding(figure.name, figure.expected, figure.find(model))) : []),
    ...INVARIANTS.map((law) => finding(law.name, [], law.breaches(rows, model.orders).slice(0, 5))),
    ...(await adapterFindings(createDemoShop({ db, clock: fixedClock(now) }), model)),
  ];
  return { ok: findings.every((one) => one.ok), seed: meta.seed, version: meta.version, isReferenceSeed, findings };
}

function finding(name: string, expected: unknown, found: unknown): DemoCheckFinding {
  return { name, ok: isDeepStrictEqual(expected, found), expected, found };
}

async function adapterFindings(shop: ShopPort, model: ReferenceModel): Promise<DemoCheckFinding[]> {
  const call: ShopCall = {
    shopId: 1,
    currency: 'EUR',
    timezone: model.tz,
    actorTelegramId: '0',
    correlationId: 'demo-check',
    signal: new AbortController().signal,
  };
  const findings: DemoCheckFinding[] = [];
  for (const [name, window] of REFERENCE_WINDOWS) {
    const query = daysOfWindow(window, model);
    const summary = await shop.kpiSummary(query, call);
    const trend = await shop.revenueTrend({ ...query, granularity: 'day', include_previous: false }, call);
    const expected = kpiOf(model.orders, window);
    findings.push(finding(`adapter: summary of ${name} = sum of orders`, { currency: call.currency, ...expected }, summary.data));
    findings.push(finding(`adapter: trend of ${name} = sum of orders`, expected, trend.data.totals));
  }
  const sizes = presetSizes(model.orders, model.now, model.tz);
  for (const preset of ORDER_PRESETS) {
    const found = await shop.ordersSearch({ preset, limit: 1 }, call);
    findings.push(finding(`adapter: size of ${preset}`, sizes[preset], found.data.page.total));
  }
  const visible = await shop.ordersSearch({ limit: 1 }, call);
  findings.push(finding('adapter: visible orders', model.orders.length, visible.data.page.total));
  return findings;
}

function daysOfWindow(window: OffsetWindow, { now, tz }: ReferenceModel) {
  const today = dayOf(now, tz);
  return { from: addDays(today, -window.from), to: addDays(today, -window.to), tz };
}
