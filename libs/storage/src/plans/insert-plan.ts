import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { PlanRow } from './plan-row';

/** What is known of a plan when it is built. */
export type NewPlan = Pick<PlanRow, 'planId' | 'botId' | 'chatId' | 'ownerUserId' | 'correlationId' | 'source' | 'steps' | 'createdAt' | 'expiresAt'>;

/**
 * Stores a plan that was built, with its audit event. Locks nothing but its own row; the chat's active plan must have ended in the same
 * transaction. Idempotent: the same plan is stored once.
 */
export async function insertPlan(tx: Db, plan: NewPlan, audit: readonly NewAuditEvent[]): Promise<void> {
  await tx.query(sql.named('insert-plan')`
    with inserted as (
      insert into plans (plan_id, bot_id, chat_id, owner_user_id, correlation_id, source, steps, created_at, expires_at)
      values (${plan.planId}::uuid, ${plan.botId}::bigint, ${plan.chatId}::bigint, ${plan.ownerUserId}::bigint, ${plan.correlationId}, ${plan.source},
        ${storableJson(plan.steps)}::jsonb, ${plan.createdAt}::timestamptz, ${plan.expiresAt}::timestamptz)
      on conflict (plan_id) do nothing
      returning correlation_id
    ),
    won as (select correlation_id from inserted),
    ${auditedEvents(audit, plan.createdAt)}
    select count(*)::int from audited`);
}
