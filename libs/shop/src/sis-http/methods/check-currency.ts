import { ShopError } from '../../errors';
import type { ShopCall } from '../../shop-port';

/** Sums in another currency than the tenant's must not be shown as the tenant's (SIS API v1, 7.2). Throws `CONFIG_MISMATCH`. */
export function checkCurrency(found: readonly string[], { currency }: Pick<ShopCall, 'currency'>): void {
  const other = found.find((one) => one !== currency);
  if (other === undefined) return;
  throw new ShopError('CONFIG_MISMATCH', `SIS counts in ${other.slice(0, 8)}, the settings say ${currency}`, { reason: 'CURRENCY', key: 'currency' });
}
