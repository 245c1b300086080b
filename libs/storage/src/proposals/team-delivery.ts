import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** What became of the message to one recipient. `pending`: the notifier has still to try, or is trying. */
export interface TeamDelivery {
  readonly chatId: string;
  readonly state: 'pending' | 'sent' | 'failed' | 'unconfirmed';
  readonly error: string | null;
  readonly sendings: number;
}

/** Id of the outbox row of one recipient. */
export function teamEffectId(proposalId: string, chatId: string): string {
  return `${prefixOf(proposalId)}${chatId}`;
}

const prefixOf = (proposalId: string): string => `team-${proposalId}-`;

/**
 * The recipients of a team message with what became of each, from the rows that the notifier keeps: taken, refused, or not known
 * whether it was taken. Locks nothing.
 */
export async function teamDelivery(db: Db, proposalId: string): Promise<TeamDelivery[]> {
  return db.query<TeamDelivery>(sql.named('team-delivery')`
    select substr(e.id, ${prefixOf(proposalId).length}::int + 1) as "chatId", coalesce(m.sendings, 0) as sendings, coalesce(m.error_code, case when e.state = 'finished' and m.effect_id is null then 'NOT_SENT' end) as error,
      case
        when m.state = 'sent' then 'sent'
        when m.error_code = 'SEND_UNCERTAIN' then 'unconfirmed'
        when m.state in ('failed', 'skipped') then 'failed'
        when e.state <> 'finished' then 'pending'
        when m.state = 'sending' then 'unconfirmed'
        else 'failed'
      end as state
    from effects e left join messages m on m.effect_id = e.id and m.part = 0
    where starts_with(e.id, ${prefixOf(proposalId)}) and e.correlation_id = (select correlation_id from action_proposals where proposal_id = ${proposalId}::uuid) and e.kind = 'message.send'
    order by e.n`);
}

/**
 * Ends the wait for recipients that were not tried: their rows fail, and the notifier will not send them any more. One that is
 * being sent at this moment stays, and counts as unconfirmed.
 * Locks: the rows of their effects and messages. Idempotent.
 */
export async function giveUpTeamDelivery(db: Db, input: { proposalId: string; at: Date }): Promise<void> {
  await db.query(sql.named('give-up-team-delivery')`
    with late as (
      update effects set state = 'finished', finished_at = ${input.at}
      where starts_with(id, ${prefixOf(input.proposalId)})
        and correlation_id = (select correlation_id from action_proposals where proposal_id = ${input.proposalId}::uuid) and kind = 'message.send' and state <> 'finished'
      returning id, bot_id
    )
    insert into messages (effect_id, part, bot_id, chat_id, kind, state, error_code, sendings, sending_at)
    select id, 0, bot_id, substr(id, ${prefixOf(input.proposalId).length}::int + 1)::bigint, 'send', 'failed', 'DELIVERY_TIMEOUT', 0, ${input.at} from late
    on conflict (effect_id, part) do nothing`);
}
