import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { MessageKind, MessageState } from '../messages/mark-sending';

/** What a chat remembers between its turns. */
@Entity('sessions')
@Index('sessions_question_due', ['questionDueAt'], { where: 'question_due_at is not null' })
export class SessionEntity {
  @PrimaryColumn('bigint', { name: 'bot_id', primaryKeyConstraintName: 'sessions_pkey' })
  botId: string;

  @PrimaryColumn('bigint', { name: 'chat_id', primaryKeyConstraintName: 'sessions_pkey' })
  chatId: string;

  @Column('jsonb', { nullable: true })
  state: object | null;

  /** Counts the writes: a decision made with another version is refused. */
  @Column('integer', { default: 1 })
  version: number;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt: Date | null;

  /** When the first question that nobody has answered is to be recorded as such. */
  @Column('timestamptz', { name: 'question_due_at', nullable: true })
  questionDueAt: Date | null;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}

/** What is known of a chat: whether it takes messages, and where it has gone. */
@Entity('chats')
export class ChatEntity {
  @PrimaryColumn('bigint', { name: 'bot_id', primaryKeyConstraintName: 'chats_pkey' })
  botId: string;

  @PrimaryColumn('bigint', { name: 'chat_id', primaryKeyConstraintName: 'chats_pkey' })
  chatId: string;

  @Column('text')
  kind: string;

  @Column('timestamptz', { name: 'blocked_at', nullable: true })
  blockedAt: Date | null;

  @Column('text', { name: 'blocked_reason', nullable: true })
  blockedReason: string | null;

  @Column('bigint', { name: 'migrated_to', nullable: true })
  migratedTo: string | null;

  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt: Date;
}

/** What was sent to Telegram, each part of a long text by itself. */
@Entity('messages')
@Index('messages_sending_at', ['sendingAt'])
@Check('messages_state', `state in ('sending', 'sent', 'failed', 'skipped')`)
export class MessageEntity {
  @PrimaryColumn('text', { name: 'effect_id', primaryKeyConstraintName: 'messages_pkey' })
  effectId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'messages_pkey' })
  part: number;

  @Column('bigint', { name: 'bot_id' })
  botId: string;

  @Column('bigint', { name: 'chat_id' })
  chatId: string;

  /** Of the message sent or changed; null before, and for what makes no message. */
  @Column('bigint', { name: 'telegram_message_id', nullable: true })
  telegramMessageId: string | null;

  @Column('text')
  kind: MessageKind;

  @Column('text')
  state: MessageState;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;

  @Column('text', { nullable: true })
  description: string | null;

  @Column('text', { nullable: true })
  text: string | null;

  /** How often its sending was begun. */
  @Column('integer', { default: 1 })
  sendings: number;

  @Column('timestamptz', { name: 'sending_at' })
  sendingAt: Date;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt: Date | null;
}
