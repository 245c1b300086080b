import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { ChatKey } from '../ledger/ledger-row';
import { proposalColumns, type Proposal } from './proposal-row';

/** The proposal that the cancel word takes back: the newest open one of the chat, locked until the transaction ends; null: none. */
export async function newestOpenProposal(tx: Db, chat: ChatKey): Promise<Proposal | null> {
  const [row] = await tx.query<Proposal>(sql.named('newest-open-proposal')`
    select ${proposalColumns} from action_proposals p
    where p.bot_id = ${chat.botId} and p.chat_id = ${chat.chatId} and p.state = 'proposed'
    order by p.created_at desc limit 1 for update`);
  return row ?? null;
}
