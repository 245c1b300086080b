import { sql } from '@ownerbot/storage';
import { Decimal } from 'decimal.js';
import type { ShopAnswer } from '../../envelope';
import { filtersHash } from '../../filters-hash';
import { instant, instantOrNull } from '../../instants';
import type { FxStatusData } from '../../methods/fx-status';
import { percentChange } from '../../money';
import { answerOf } from '../../rules/reads/read-at';
import { notAgreed } from '../contract/read-contract';
import { checkOther, type SisDbRead } from './sis-db-read';

const HOUR_MS = 3_600_000;
const LEAST_PLACES = 4;

type Computed = 'delta_abs' | 'delta_percent' | 'next_reprice_in_hours';
type Moment = 'next_reprice_at' | 'last_apply_success_at' | 'last_apply_attempt_at' | 'last_apply_failed_at';
type FxInRow = Omit<FxStatusData, Computed | Moment | 'rate_taken_at'> & Readonly<Record<Moment, Date | null>> & { readonly rate_taken_at: Date };

export async function readFxStatus(read: SisDbRead): Promise<ShopAnswer<FxStatusData>> {
  const { tx, call, now } = read;
  const [row] = await tx.query<FxInRow>(sql`
    select status, provider, base_currency, shop_currency, rate, rate_set_id, rate_taken_at, rate_applied, would_apply, noop_reason, next_reprice_at, last_apply,
      last_apply_success_at, last_apply_attempt_at, last_apply_failed_at, settings, settings_version
    from fx_state where shop_id = ${call.shopId}::integer limit 1`);
  if (row === undefined) throw notAgreed('fx_state', null, 'one row a shop', 'none');
  checkOther(read, [row.shop_currency]);
  const { rate, rate_applied: applied, next_reprice_at: next } = row;
  const delta = applied === null ? null : new Decimal(rate).minus(applied);
  const data: FxStatusData = {
    ...row,
    rate: rateText(rate),
    rate_applied: applied === null ? null : rateText(applied),
    delta_abs: delta === null ? null : rateText(delta),
    delta_percent: applied === null ? null : percentChange(rate, applied),
    rate_taken_at: instant(row.rate_taken_at),
    next_reprice_at: instantOrNull(next),
    next_reprice_in_hours: next === null ? null : new Decimal(next.getTime() - now.getTime()).div(HOUR_MS).toFixed(1),
    last_apply_success_at: instantOrNull(row.last_apply_success_at),
    last_apply_attempt_at: instantOrNull(row.last_apply_attempt_at),
    last_apply_failed_at: instantOrNull(row.last_apply_failed_at),
  };
  return answerOf(read, data, { sources: [], filters_hash: filtersHash('fxStatus', { shop_id: call.shopId }) });
}

/** Four places, or more where they are needed. */
function rateText(value: Decimal.Value): string {
  const rate = new Decimal(value);
  return rate.toFixed(Math.max(LEAST_PLACES, rate.decimalPlaces()));
}
