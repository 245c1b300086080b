import { auditedEvents } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { ChatKey } from '../ledger/ledger-row';

export interface LetterSettling extends ChatKey {
  /** The first job of the letter. */
  readonly baseJobId: string;
  readonly ownerId: string;
  readonly at: Date;
}

/**
 * The owner has asked anew for what died, as a request of its own: its letter needs nobody any more, if it is open and no operation has it in
 * hand. Returns whether there was one. In the transaction of the press.
 * Locks: the letter. Idempotent: a settled letter stays as it is.
 */
export async function settleLetter(tx: Db, { baseJobId, botId, chatId, ownerId, at }: LetterSettling): Promise<boolean> {
  const event = { eventType: 'request_retried', severity: 'info', ownerUserId: ownerId, chatId, fields: { job_id: baseJobId } } as const;
  const [row] = await tx.query<{ settled: boolean }>(sql.named('settle-letter')`
    with settled as (
      update dead_letters d set state = 'replayed', closed_at = ${at}, closed_by = ${`owner ${ownerId}`}
      where d.base_job_id = ${baseJobId} and d.bot_id = ${botId}::bigint and d.chat_id = ${chatId}::bigint and d.state = 'open'
        and not exists (select 1 from replay_items i where i.letter_id = d.id and i.state in ('waiting', 'opened', 'added'))
      returning d.correlation_id
    ),
    won as (select correlation_id from settled),
    ${auditedEvents([event], at)}
    select exists (select 1 from settled) as settled`);
  return row?.settled ?? false;
}
