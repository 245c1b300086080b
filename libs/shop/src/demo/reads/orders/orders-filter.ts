import { sql, type Sql } from '@ownerbot/storage';
import type { OrdersSearchQuery } from '../../../methods/orders-search';

const PHONE_DIGITS_MIN = 4;

/** Everything but the preset, as a condition over the columns of `demo.orders_at`; an absent filter lets all pass. */
export function filterCondition(query: OrdersSearchQuery): Sql {
  const { window } = query;
  const text = query.q?.toLowerCase() ?? null;
  const digits = query.q?.replaceAll(/\D/g, '') ?? '';
  const phoneDigits = digits.length >= PHONE_DIGITS_MIN ? digits : null;
  return sql`
    (${query.status ?? null}::text is null or status = ${query.status ?? null}::text)
    and (${query.payment_status ?? null}::text is null or payment_status = ${query.payment_status ?? null}::text)
    and (${query.shipping_status ?? null}::text is null or shipping_status = ${query.shipping_status ?? null}::text)
    and (${query.flagged ?? null}::bool is null or flagged = ${query.flagged ?? null}::bool)
    and (${window?.from ?? null}::date is null or created_day between ${window?.from ?? null}::date and ${window?.to ?? null}::date)
    and (${text}::text is null or strpos(lower(order_id), ${text}::text) > 0 or strpos(lower(customer_id), ${text}::text) > 0
      or (${phoneDigits}::text is not null and strpos(regexp_replace(customer_phone, '\\D', '', 'g'), ${phoneDigits}::text) > 0))`;
}
