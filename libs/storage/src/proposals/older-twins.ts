import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { proposalColumns, type Proposal } from './proposal-row';

/**
 * The open proposals of a chat with the same tool and payload: those that a new preview supersedes.
 * Locks: the chat's previews against each other (until the transaction ends), then the rows.
 */
export async function olderTwins(tx: Db, twin: Pick<Proposal, 'botId' | 'chatId' | 'ownerUserId' | 'tool' | 'payloadHash'>): Promise<Proposal[]> {
  await tx.query(sql.named('lock-previews')`select pg_advisory_xact_lock(hashtextextended('previews:' || ${twin.botId}::text || ':' || ${twin.chatId}::text, 0))`);
  return tx.query<Proposal>(sql.named('older-twins')`
    select ${proposalColumns} from action_proposals p
    where p.bot_id = ${twin.botId} and p.chat_id = ${twin.chatId} and p.owner_user_id = ${twin.ownerUserId} and p.state = 'proposed'
      and p.tool = ${twin.tool} and p.payload_hash = ${twin.payloadHash}
    order by p.created_at for update`);
}
