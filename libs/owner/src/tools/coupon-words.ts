import type { ReplyContext } from '@ownerbot/conversation';

/** What a coupon takes off: a percent or an amount. */
export function benefitWords({ percent_off, amount_off }: { percent_off: number | null; amount_off: string | null }, currency: string, { formats }: ReplyContext): string {
  return percent_off === null ? formats.money(amount_off, currency) : formats.percent(String(percent_off));
}
