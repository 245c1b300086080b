import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { LedgerEvent, LedgerState } from '../ledger/ledger-row';

/** The ledger: each update once, and what became of it; an internal event has a row of its own beside its update's. */
@Entity('updates')
@Index('updates_key', ['botId', 'updateId', 'event'], { unique: true })
@Index('updates_unfinished', ['botId', 'chatId', 'seq'], { where: `state in ('claimed', 'held', 'decided')` })
@Index('updates_first_message_due', ['botId', 'chatId', 'seq'], { where: `first_message = 'due'` })
@Index('updates_of_user', ['userId', 'receivedAt'], { where: `event = 'update' and result is distinct from 'flooded'` })
@Index('updates_of_chat', ['chatId', 'seq'], { where: `event = 'update'` })
@Index('updates_received', ['receivedAt'])
@Index('updates_to_empty', ['receivedAt'], { where: `payload is not null and state in ('done', 'dead')` })
@Check('updates_state', `state in ('claimed', 'held', 'decided', 'done', 'dead')`)
@Check('updates_first_message', `first_message in ('due', 'out')`)
export class UpdateEntity {
  /** Place in the order of all requests. */
  @PrimaryGeneratedColumn({ name: 'seq', type: 'bigint', primaryKeyConstraintName: 'updates_pkey' })
  seq: string;

  @Column('bigint', { name: 'bot_id' })
  botId: string;

  @Column('bigint', { name: 'update_id' })
  updateId: string;

  @Column('text')
  event: LedgerEvent;

  @Column('bigint', { name: 'chat_id' })
  chatId: string;

  @Column('bigint', { name: 'user_id', nullable: true })
  userId: string | null;

  /** Of the update: `message`, `callback_query`, … */
  @Column('text')
  kind: string;

  @Column('text', { name: 'correlation_id' })
  correlationId: string;

  @Column('jsonb', { nullable: true })
  payload: object | null;

  @Column('text')
  state: LedgerState;

  @Column('text', { nullable: true })
  result: string | null;

  /** `due`: the request owes its first message, and later requests of the chat wait for it. `out`: it has had its say. */
  @Column('text', { name: 'first_message', nullable: true })
  firstMessage: 'due' | 'out' | null;

  /** How often it was claimed; more than once after a redelivery or a crash. */
  @Column('integer', { default: 1 })
  claims: number;

  /** How often it was reopened by a replay; its effects then have ids of their own. */
  @Column('integer', { default: 0 })
  replays: number;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt: Date;

  @Column('timestamptz', { name: 'claimed_at', default: () => 'now()' })
  claimedAt: Date;

  @Column('timestamptz', { name: 'held_at', nullable: true })
  heldAt: Date | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt: Date | null;
}
