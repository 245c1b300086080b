import type { FxStatusData } from '@ownerbot/shop';

/** The rate as a preview keeps it, with the figures that decide whether an update is due. */
export type RateFacts = Readonly<
  Pick<FxStatusData, 'rate_set_id' | 'rate' | 'rate_taken_at' | 'rate_applied' | 'delta_percent' | 'delta_abs' | 'provider' | 'base_currency' | 'shop_currency' | 'last_apply_success_at'> &
    Pick<FxStatusData['settings'], 'min_rate_delta_percent' | 'min_rate_delta_abs' | 'min_apply_cooldown_hours'>
>;

export function rateFacts(status: FxStatusData): RateFacts {
  const { rate_set_id, rate, rate_taken_at, rate_applied, delta_percent, delta_abs, provider, base_currency, shop_currency, last_apply_success_at, settings } = status;
  const { min_rate_delta_percent, min_rate_delta_abs, min_apply_cooldown_hours } = settings;
  return {
    rate_set_id, rate, rate_taken_at, rate_applied, delta_percent, delta_abs, provider, base_currency, shop_currency, last_apply_success_at,
    min_rate_delta_percent, min_rate_delta_abs, min_apply_cooldown_hours,
  };
}
