import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { LetterAttempt, LetterState } from '../dead-letters/letter-row';
import type { ItemState, OperationState, OperationType, SkipReason } from '../replays/replay-row';

/** A job that will not be retried by itself, with the jobs that its replays were; kept until an operator replays or discards it. */
@Entity('dead_letters')
@Index('dead_letters_job', ['baseJobId'], { unique: true })
@Index('dead_letters_died', ['diedAt', 'id'])
@Index('dead_letters_open', ['diedAt', 'id'], { where: `state = 'open'` })
@Index('dead_letters_cause', ['fingerprint', 'diedAt'], { where: `state = 'open'` })
@Index('dead_letters_code', ['code', 'diedAt'], { where: `state = 'open'` })
@Index('dead_letters_chat', ['chatId', 'diedAt'])
@Index('dead_letters_correlation', ['correlationId'])
@Check('dead_letters_state', `state in ('open', 'replaying', 'replayed', 'discarded')`)
export class DeadLetterEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'dead_letters_pkey' })
  id: string;

  /** Of the first job; those of its replays are made from it. */
  @Column('text', { name: 'base_job_id' })
  baseJobId: string;

  /** Of the job that died last. */
  @Column('text', { name: 'job_id' })
  jobId: string;

  @Column('text')
  kind: string;

  @Column('text')
  queue: string;

  @Column('text', { default: 'open' })
  state: LetterState;

  @Column('text')
  code: string;

  @Column('text')
  message: string;

  /** Of kind, code and the message without its numbers and ids. */
  @Column('text')
  fingerprint: string;

  @Column('text', { name: 'correlation_id' })
  correlationId: string;

  @Column('bigint', { name: 'bot_id', nullable: true })
  botId: string | null;

  @Column('bigint', { name: 'chat_id', nullable: true })
  chatId: string | null;

  @Column('bigint', { name: 'update_id', nullable: true })
  updateId: string | null;

  /** Null when retention has removed it. */
  @Column('jsonb', { nullable: true })
  payload: unknown;

  /** All failed attempts, oldest first, those of replays included. */
  @Column('jsonb')
  history: readonly LetterAttempt[];

  /** The number of the replay that died last; 0 for the first job. */
  @Column('integer', { default: 0 })
  generation: number;

  /** How often it was replayed. */
  @Column('integer', { default: 0 })
  replays: number;

  @Column('timestamptz', { name: 'added_at' })
  addedAt: Date;

  @Column('timestamptz', { name: 'first_died_at' })
  firstDiedAt: Date;

  @Column('timestamptz', { name: 'died_at' })
  diedAt: Date;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  @Column('text', { name: 'closed_by', nullable: true })
  closedBy: string | null;

  @Column('text', { nullable: true })
  reason: string | null;
}

/** A replay or a drain of many letters: asked for once, carried out in steps that any worker can go on with. */
@Entity('replays')
@Index('replays_unfinished', ['steppedAt'], { where: `finished_at is null` })
@Check('replays_type', `type in ('replay', 'drain')`)
@Check('replays_state', `state in ('running', 'paused', 'done', 'cancelled')`)
export class ReplayEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'replays_pkey' })
  id: string;

  @Column('text')
  type: OperationType;

  @Column('text', { default: 'running' })
  state: OperationState;

  /** Why it is paused, where nobody asked for it. */
  @Column('text', { nullable: true })
  why: string | null;

  @Column('jsonb')
  selection: object;

  @Column('double precision', { name: 'rate_per_sec' })
  ratePerSec: number;

  /** So many are replayed first, and no more than so many of them may die again. */
  @Column('jsonb', { nullable: true })
  canary: { readonly first: number; readonly maxDead: number } | null;

  /** It has been passed, or overruled by resuming. */
  @Column('boolean', { name: 'canary_over', default: false })
  canaryOver: boolean;

  @Column('boolean', { default: false })
  force: boolean;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('text', { name: 'requested_by' })
  requestedBy: string;

  @Column('integer')
  total: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** Until when the rate has been used up. */
  @Column('timestamptz', { name: 'stepped_at' })
  steppedAt: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  /** The worker that is at it, and until when nobody else may be. */
  @Column('text', { name: 'lease_owner', nullable: true })
  leaseOwner: string | null;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil: Date | null;
}

/** One letter of a replay or drain. */
@Entity('replay_items')
@Index('replay_items_state', ['replayId', 'state', 'n'])
@Index('replay_items_live', ['letterId'], { unique: true, where: `state in ('waiting', 'opened', 'added')` })
@Index('replay_items_letter', ['letterId'])
@Check('replay_items_state', `state in ('waiting', 'opened', 'added', 'done', 'dead', 'skipped', 'cancelled')`)
export class ReplayItemEntity {
  @PrimaryColumn('bigint', { name: 'replay_id', primaryKeyConstraintName: 'replay_items_pkey' })
  replayId: string;

  /** Its place, from 1. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'replay_items_pkey' })
  n: number;

  @Column('bigint', { name: 'letter_id' })
  letterId: string;

  @Column('text', { default: 'waiting' })
  state: ItemState;

  /** Of the job that it became. */
  @Column('text', { name: 'job_id', nullable: true })
  jobId: string | null;

  /** Another payload for the letter, of an edit. */
  @Column('jsonb', { nullable: true })
  payload: object | null;

  @Column('text', { nullable: true })
  reason: SkipReason | null;

  @Column('timestamptz', { name: 'looked_at', nullable: true })
  lookedAt: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
