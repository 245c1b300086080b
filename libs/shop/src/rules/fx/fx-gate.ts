import { Decimal } from 'decimal.js';
import type { FxRow } from '../../demo/seed/rows';
import type { FxNoopReason } from '../../methods/fx-status';
import { percentChange } from '../../money';

const HOUR_MS = 3_600_000;

/** How far a rate lies from the one that prices were made with; 4 places or more, and percent. */
export function rateDelta(fx: Pick<FxRow, 'rate_applied'>, rate: string): { abs: Decimal; percent: string | null } {
  return { abs: new Decimal(rate).minus(fx.rate_applied), percent: percentChange(rate, fx.rate_applied) };
}

/** When the last apply that changed prices was; null: never. */
export function lastSuccessAt({ last_apply: last }: Pick<FxRow, 'last_apply'>): string | null {
  return last === null ? null : last.result === 'applied' ? last.at : (last.success_at ?? null);
}

/** Why an FX apply has nothing to do at this rate, before it looks at any price; null: it may (SIS API v1, 10.2). */
export function fxGate(fx: FxRow, rate: string, now: Date): Exclude<FxNoopReason, 'NO_CHANGES'> | null {
  const { settings } = fx;
  const delta = rateDelta(fx, rate);
  const isBelow = (size: Decimal.Value, minimum: string): boolean => !new Decimal(minimum).isZero() && new Decimal(size).abs().lt(minimum);
  const exactPercent = new Decimal(rate).minus(fx.rate_applied).div(fx.rate_applied).times(100);
  if (isBelow(delta.abs, settings.min_rate_delta_abs) || isBelow(exactPercent, settings.min_rate_delta_percent)) return 'RATE_DELTA_BELOW_MIN';
  const last = lastSuccessAt(fx);
  const isCooling = last !== null && now.getTime() < Date.parse(last) + settings.min_apply_cooldown_hours * HOUR_MS;
  return isCooling ? 'COOLDOWN' : null;
}
