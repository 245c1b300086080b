import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

export const PROPOSAL_STATES = ['proposed', 'confirmed', 'executing', 'committed', 'failed', 'unknown', 'cancelled', 'expired'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];
export type SettledBy = 'commit' | 'enquiry' | 'resend' | 'owner';
export type AttemptOutcome = 'sent' | 'ok' | 'refused' | 'not_sent' | 'uncertain';

/**
 * A stored preview and what became of it. Which state may follow which is checked by the trigger
 * `action_proposals_transition`.
 */
@Entity('action_proposals')
@Index('action_proposals_key', ['decisionKey'], { unique: true })
@Index('action_proposals_tool', ['tool', 'createdAt'])
@Index('action_proposals_state_created', ['state', 'createdAt'])
@Index('action_proposals_correlation', ['correlationId'])
@Index('action_proposals_open', ['botId', 'chatId', 'createdAt'], { where: `state = 'proposed'` })
@Index('action_proposals_blocking', ['shopId'], { where: `state in ('confirmed', 'executing', 'unknown')` })
@Index('action_proposals_unknown', ['botId', 'unknownAt'], { where: `state = 'unknown'` })
@Index('action_proposals_last', ['botId', 'chatId', 'settledAt'], { where: `state in ('committed', 'failed')` })
@Index('action_proposals_looks', ['nextLookAt'], { where: `next_look_at is not null` })
@Check('action_proposals_state', `state in ('proposed', 'confirmed', 'executing', 'committed', 'failed', 'unknown', 'cancelled', 'expired')`)
@Check('action_proposals_settled_by', `settled_by in ('commit', 'enquiry', 'resend', 'owner')`)
@Check('action_proposals_confirmed', `state in ('proposed', 'cancelled', 'expired') or (confirmed_at is not null and not_after is not null and forced is not null)`)
export class ActionProposalEntity {
  @PrimaryColumn('uuid', { name: 'proposal_id', primaryKeyConstraintName: 'action_proposals_pkey' })
  proposalId: string;

  /** `obk-` and 32 hex digits; the key of every send. Never shown. */
  @Column('text', { name: 'decision_key' })
  decisionKey: string;

  @Column('bigint', { name: 'bot_id' })
  botId: string;

  @Column('text', { name: 'correlation_id' })
  correlationId: string;

  @Column('bigint', { name: 'owner_user_id' })
  ownerUserId: string;

  @Column('bigint', { name: 'chat_id' })
  chatId: string;

  /** The payload of the tool run that made the preview, for a fresh one. */
  @Column('jsonb')
  asked: object;

  @Column('text')
  tool: string;

  @Column('text', { name: 'tool_version' })
  toolVersion: string;

  @Column('text')
  source: string;

  @Column('text')
  mode: string;

  @Column('integer', { name: 'shop_id' })
  shopId: number;

  @Column('text', { name: 'catalogue_version', nullable: true })
  catalogueVersion: string | null;

  /** Everything resolved: ids, codes, absolute times. */
  @Column('jsonb', { name: 'payload_commit' })
  payloadCommit: object;

  @Column('text', { name: 'payload_hash' })
  payloadHash: string;

  @Column('jsonb')
  preview: object;

  @Column('integer', { name: 'target_total' })
  targetTotal: number;

  @Column('jsonb', { name: 'target_ids' })
  targetIds: readonly (string | number)[];

  @Column('text', { name: 'target_set_hash' })
  targetSetHash: string;

  @Column('jsonb')
  snapshot: object;

  @Column('text', { name: 'preview_fingerprint' })
  previewFingerprint: string;

  @Column('text', { name: 'conflict_groups', array: true })
  conflictGroups: string[];

  @Column('boolean', { name: 'force_required' })
  forceRequired: boolean;

  @Column('text', { name: 'force_reasons', array: true })
  forceReasons: string[];

  @Column('text', { default: 'proposed' })
  state: ProposalState;

  @Column('integer', { name: 'state_version', default: 1 })
  stateVersion: number;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;

  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  @Column('bigint', { name: 'decided_update_id', nullable: true })
  decidedUpdateId: string | null;

  @Column('boolean', { nullable: true })
  forced: boolean | null;

  /** Nothing is sent, and SIS begins nothing, after it. */
  @Column('timestamptz', { name: 'not_after', nullable: true })
  notAfter: Date | null;

  @Column('text', { name: 'apply_method', nullable: true })
  applyMethod: string | null;

  @Column('text', { name: 'apply_path', nullable: true })
  applyPath: string | null;

  @Column('bytea', { name: 'apply_body', nullable: true })
  applyBody: Buffer | null;

  @Column('text', { name: 'request_hash', nullable: true })
  requestHash: string | null;

  @Column('text', { name: 'payload_hmac' })
  payloadHmac: string;

  @Column('text', { name: 'apply_hmac', nullable: true })
  applyHmac: string | null;

  @Column('text', { name: 'hmac_key_id' })
  hmacKeyId: string;

  @Column('timestamptz', { name: 'executing_at', nullable: true })
  executingAt: Date | null;

  @Column('text', { name: 'lease_owner', nullable: true })
  leaseOwner: string | null;

  @Column('timestamptz', { name: 'lease_until', nullable: true })
  leaseUntil: Date | null;

  @Column('timestamptz', { name: 'unknown_at', nullable: true })
  unknownAt: Date | null;

  /** Position in the schedule of reconciliation. */
  @Column('integer', { default: 0 })
  looks: number;

  /** When somebody must look again, whatever became of the job. */
  @Column('timestamptz', { name: 'next_look_at', nullable: true })
  nextLookAt: Date | null;

  /** The owner has been shown the three buttons. */
  @Column('boolean', { name: 'owner_asked', default: false })
  ownerAsked: boolean;

  @Column('jsonb', { nullable: true })
  result: object | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;

  @Column('jsonb', { name: 'error_details', nullable: true })
  errorDetails: object | null;

  @Column('text', { name: 'settled_by', nullable: true })
  settledBy: SettledBy | null;

  @Column('timestamptz', { name: 'settled_at', nullable: true })
  settledAt: Date | null;

  @Column('text', { name: 'plan_id', nullable: true })
  planId: string | null;

  @Column('uuid', { name: 'superseded_by', nullable: true })
  supersededBy: string | null;

  /** With `base_n` and `said`: the place of its messages in the order of answers. */
  @Column('bigint', { name: 'request_seq' })
  requestSeq: string;

  @Column('integer', { name: 'base_n' })
  baseN: number;

  /** How many messages were written about it since; numbers the next one. */
  @Column('integer', { default: 0 })
  said: number;

  /** The effect that last drew its message; `messages` has Telegram's id of it. */
  @Column('text', { name: 'message_effect_id', nullable: true })
  messageEffectId: string | null;
}

/** One send of a confirmed proposal, written before anything leaves. */
@Entity('commit_attempts')
@Check('commit_attempts_outcome', `outcome in ('sent', 'ok', 'refused', 'not_sent', 'uncertain')`)
export class CommitAttemptEntity {
  @PrimaryColumn('uuid', { name: 'proposal_id', primaryKeyConstraintName: 'commit_attempts_pkey' })
  @ForeignKey(() => ActionProposalEntity, 'proposalId', { name: 'commit_attempts_proposal', onDelete: 'CASCADE' })
  proposalId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'commit_attempts_pkey' })
  n: number;

  @Column('timestamptz', { name: 'started_at' })
  startedAt: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  @Column('text', { default: 'sent' })
  outcome: AttemptOutcome;

  @Column('integer', { name: 'http_status', nullable: true })
  httpStatus: number | null;

  @Column('text', { name: 'error_kind', nullable: true })
  errorKind: string | null;
}
