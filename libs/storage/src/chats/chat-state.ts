import { auditedEvents } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableText } from '../db/storable';
import type { ChatKey } from '../ledger/ledger-row';

export interface ChatState {
  readonly kind: string;
  readonly blockedAt: Date | null;
  readonly blockedReason: string | null;
  /** The chat's new id, when a group has become a supergroup. */
  readonly migratedTo: string | null;
  readonly lastSeenAt: Date;
}

/** What is known of a chat; null when nothing is. Locks nothing. */
export async function chatState(db: Db, chat: ChatKey): Promise<ChatState | null> {
  const [row] = await db.query<ChatState>(sql.named('chat-state')`
    select kind, blocked_at as "blockedAt", blocked_reason as "blockedReason", migrated_to as "migratedTo", last_seen_at as "lastSeenAt"
    from chats where bot_id = ${chat.botId} and chat_id = ${chat.chatId}`);
  return row ?? null;
}

/**
 * Stops messages to a chat that refuses us; its next update lifts it. Audited once for each time that it happens.
 * Locks: the chat's row. Idempotent. Returns whether it was news.
 */
export async function blockChat(db: Db, input: ChatKey & { reason: string; at: Date; correlationId: string }): Promise<boolean> {
  const event = { eventType: 'chat_blocked', severity: 'warning', chatId: input.chatId, fields: { reason: storableText(input.reason) } } as const;
  const [row] = await db.query<{ blocked: boolean }>(sql.named('block-chat')`
    with blocked as (
      insert into chats as c (bot_id, chat_id, kind, blocked_at, blocked_reason, last_seen_at)
      values (${input.botId}, ${input.chatId}, 'unknown', ${input.at}, ${storableText(input.reason)}, ${input.at})
      on conflict (bot_id, chat_id) do update set blocked_at = excluded.blocked_at, blocked_reason = excluded.blocked_reason
        where c.blocked_at is null
      returning 1
    ),
    won as (select ${input.correlationId}::text as correlation_id from blocked),
    ${auditedEvents([event], input.at)}
    select exists (select 1 from blocked) as blocked`);
  return row?.blocked ?? false;
}

/**
 * Follows a group to its new id: messages on their way go there. Audited once.
 * Locks: the rows of both chats. Idempotent. Returns whether it was news.
 */
export async function migrateChat(db: Db, input: { botId: string; from: string; to: string; at: Date; correlationId: string }): Promise<boolean> {
  const event = { eventType: 'chat_migrated', severity: 'info', chatId: input.from, fields: { to: input.to } } as const;
  const [row] = await db.query<{ moved: boolean }>(sql.named('migrate-chat')`
    with moved as (
      insert into chats as c (bot_id, chat_id, kind, migrated_to, last_seen_at)
      values (${input.botId}, ${input.from}, 'group', ${input.to}, ${input.at})
      on conflict (bot_id, chat_id) do update set migrated_to = excluded.migrated_to where c.migrated_to is distinct from excluded.migrated_to
      returning 1
    ),
    arrived as (
      insert into chats (bot_id, chat_id, kind, last_seen_at)
      select ${input.botId}::bigint, ${input.to}::bigint, 'supergroup', ${input.at} from moved
      on conflict (bot_id, chat_id) do nothing
    ),
    won as (select ${input.correlationId}::text as correlation_id from moved),
    ${auditedEvents([event], input.at)}
    select exists (select 1 from moved) as moved`);
  return row?.moved ?? false;
}
