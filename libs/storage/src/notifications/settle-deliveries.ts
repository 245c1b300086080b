import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { DeliveryPart, DeliveryState } from './notify-rows';

export interface SettledPart {
  readonly effectId: string;
  readonly notificationId: string;
  readonly recipientId: string;
  readonly correlationId: string;
  readonly part: DeliveryPart;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly errorCode: string | null;
  readonly ms: number;
}

/**
 * Writes what became of parts whose message has its end, or whose drawing has failed for good. A part that may have arrived is unconfirmed; one
 * whose text never arrived is dropped. Locks: those rows, skipping what another process settles. Idempotent: only what is pending is settled.
 */
export async function settleDeliveries(db: Db, { at, limit }: { readonly at: Date; readonly limit: number }): Promise<SettledPart[]> {
  return db.query<SettledPart>(sql.named('settle-deliveries')`
    with ended as (
      select d.delivery_id, d.created_at, e.correlation_id, m.sent_at, m.telegram_message_id, m.sendings,
        coalesce(m.error_code, a.error_code) as error_code,
        case
          when m.state = 'sent' then 'sent'
          when m.error_code = 'SEND_UNCERTAIN' then 'unconfirmed'
          when m.error_code = 'TEXT_NOT_SENT' then 'dropped'
          else 'failed'
        end as state
      from notify_deliveries d
      left join effects e on e.id = d.effect_id
      left join artifacts a on a.artifact_id = d.artifact_id
      left join lateral (
        select m.* from messages m where m.effect_id = d.effect_id order by (m.state <> 'sent') desc, m.part desc limit 1
      ) m on true
      where d.state = 'pending' and (e.state = 'finished' or (e.id is null and a.state = 'failed'))
      order by d.created_at limit ${limit} for update of d skip locked
    )
    update notify_deliveries d set state = x.state, error_code = x.error_code, message_id = x.telegram_message_id, sent_at = x.sent_at, attempts = coalesce(x.sendings, 0)
    from ended x where d.delivery_id = x.delivery_id
    returning d.effect_id as "effectId", d.notification_id as "notificationId", d.recipient_id as "recipientId", coalesce(x.correlation_id, d.effect_id) as "correlationId", d.part, d.state,
      d.attempts, d.error_code as "errorCode", (extract(epoch from coalesce(x.sent_at, ${at}::timestamptz) - x.created_at) * 1000)::int as ms`);
}
