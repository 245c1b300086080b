import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export const PLAN_STATES = ['built', 'previewed', 'confirmed', 'done', 'partial', 'failed', 'cancelled', 'expired'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/**
 * A wish of several steps and what became of it. Which state may follow which is checked by the trigger `plans_transition`; that a chat
 * has one active plan, by the index `plans_active`.
 */
@Entity('plans')
@Index('plans_active', ['botId', 'chatId'], { unique: true, where: `state in ('built', 'previewed')` })
@Index('plans_expires', ['expiresAt'], { where: `state in ('built', 'previewed')` })
@Index('plans_looks', ['nextLookAt'], { where: `next_look_at is not null` })
@Index('plans_correlation', ['correlationId'])
@Check('plans_state', `state in ('built', 'previewed', 'confirmed', 'done', 'partial', 'failed', 'cancelled', 'expired')`)
export class PlanEntity {
  @PrimaryColumn('uuid', { name: 'plan_id', primaryKeyConstraintName: 'plans_pkey' })
  planId: string;

  @Column('bigint', { name: 'bot_id' })
  botId: string;

  @Column('bigint', { name: 'chat_id' })
  chatId: string;

  @Column('bigint', { name: 'owner_user_id' })
  ownerUserId: string;

  @Column('text', { name: 'correlation_id' })
  correlationId: string;

  @Column('text')
  source: string;

  /** The steps, in their order, each with what became of it. */
  @Column('jsonb')
  steps: object;

  @Column('text', { default: 'built' })
  state: PlanState;

  @Column('integer', { name: 'state_version', default: 1 })
  stateVersion: number;

  @Column('text', { nullable: true })
  reason: string | null;

  /** The step that waits for the owner's press; a fresh preview takes the place of an older one. */
  @Column('uuid', { name: 'proposal_id', nullable: true })
  proposalId: string | null;

  /** The messages that follow a commit, as they were shown. */
  @Column('jsonb', { name: 'follow_ups', nullable: true })
  followUps: object | null;

  /** HMAC of the messages that follow, with the proposal that they belong to. */
  @Column('text', { nullable: true })
  seal: string | null;

  @Column('text', { name: 'hmac_key_id', nullable: true })
  hmacKeyId: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt: Date | null;

  /** When somebody must look whether the messages that follow have come to their end. */
  @Column('timestamptz', { name: 'next_look_at', nullable: true })
  nextLookAt: Date | null;
}
