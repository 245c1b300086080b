import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { BroadcastState, RecipientState } from '../broadcasts/broadcast-row';

/** One text for many chats. */
@Entity('broadcasts')
@Index('broadcasts_running', ['botId', 'id'], { where: `state = 'running'` })
@Check('broadcasts_state', `state in ('running', 'paused', 'done', 'cancelled')`)
export class BroadcastEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'broadcasts_pkey' })
  id: string;

  @Column('bigint', { name: 'bot_id' })
  botId: string;

  /** HTML of Telegram. */
  @Column('text')
  text: string;

  @Column('boolean', { default: false })
  silent: boolean;

  @Column('text', { default: 'running' })
  state: BroadcastState;

  @Column('integer')
  total: number;

  @Column('text', { name: 'requested_by' })
  requestedBy: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;
}

/** Who is sent a broadcast, as of its start, and what became of it. */
@Entity('broadcast_recipients')
@Index('broadcast_recipients_waiting', ['broadcastId', 'n'], { where: `state = 'waiting'` })
@Index('broadcast_recipients_on_their_way', ['broadcastId', 'changedAt'], { where: `state in ('queued', 'sending')` })
@Check('broadcast_recipients_state', `state in ('waiting', 'queued', 'sending', 'sent', 'failed', 'unconfirmed', 'cancelled')`)
export class BroadcastRecipientEntity {
  @PrimaryColumn('bigint', { name: 'broadcast_id', primaryKeyConstraintName: 'broadcast_recipients_pkey' })
  broadcastId: string;

  @PrimaryColumn('bigint', { name: 'chat_id', primaryKeyConstraintName: 'broadcast_recipients_pkey' })
  chatId: string;

  /** Its place in the order. */
  @Column('integer')
  n: number;

  @Column('text', { default: 'waiting' })
  state: RecipientState;

  @Column('text', { nullable: true })
  code: string | null;

  @Column('bigint', { name: 'telegram_message_id', nullable: true })
  telegramMessageId: string | null;

  @Column('timestamptz', { name: 'changed_at', nullable: true })
  changedAt: Date | null;
}
