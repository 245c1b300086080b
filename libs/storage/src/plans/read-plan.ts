import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { ChatKey } from '../ledger/ledger-row';
import { planColumns, type PlanRow } from './plan-row';

/** A plan as it is now; null: there is none. Locks nothing: whoever changes it compares its version. */
export async function readPlan(db: Db, planId: string): Promise<PlanRow | null> {
  const [row] = await db.query<PlanRow>(sql.named('read-plan')`select ${planColumns} from plans p where p.plan_id = ${planId}::uuid`);
  return row ?? null;
}

/** The plan of a chat that is not confirmed yet; null: none. Locks nothing. */
export async function activePlan(db: Db, chat: ChatKey): Promise<PlanRow | null> {
  const [row] = await db.query<PlanRow>(sql.named('active-plan')`
    select ${planColumns} from plans p where p.bot_id = ${chat.botId} and p.chat_id = ${chat.chatId} and p.state in ('built', 'previewed')`);
  return row ?? null;
}

/** Plans whose time was over before a moment, and nobody confirmed them. Locks nothing. */
export async function overduePlans(db: Db, input: { expiredBefore: Date; limit: number }): Promise<PlanRow[]> {
  return db.query<PlanRow>(sql.named('overdue-plans')`
    select ${planColumns} from plans p
    where p.state in ('built', 'previewed') and p.expires_at < ${input.expiredBefore} order by p.expires_at limit ${input.limit}`);
}

/** Plans whose messages are on their way, to be looked at now. Locks nothing. */
export async function duePlans(db: Db, input: { at: Date; limit: number }): Promise<PlanRow[]> {
  return db.query<PlanRow>(sql.named('due-plans')`
    select ${planColumns} from plans p where p.next_look_at <= ${input.at} order by p.next_look_at limit ${input.limit}`);
}
