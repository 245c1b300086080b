import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { DeliveryChannel, DeliveryPart, DeliveryState, RunState, Severity } from '../notifications/notify-rows';
import type { NotifyKind } from '../settings/notify-settings';

const KIND = `kind in ('digest', 'weekly', 'fx_delta', 'fx_apply', 'ops', 'escalation')`;

/** One owner and one kind of what is told without being asked: what it remembers, and when it runs next. */
@Entity('notify_subscriptions')
@Index('notify_subscriptions_due', ['nextRunAt'], { where: `next_run_at is not null and held_reason is null` })
@Index('notify_subscriptions_held', ['ownerUserId'], { where: `held_reason is not null` })
@Check('notify_subscriptions_kind', KIND)
export class NotifySubscriptionEntity {
  @PrimaryColumn('bigint', { name: 'owner_user_id', primaryKeyConstraintName: 'notify_subscriptions_pkey' })
  ownerUserId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'notify_subscriptions_pkey' })
  kind: NotifyKind;

  /** Null: off. */
  @Column('timestamptz', { name: 'next_run_at', nullable: true })
  nextRunAt: Date | null;

  /** What that run is for; null for a poll, which is named after its time. */
  @Column('text', { name: 'next_slot', nullable: true })
  nextSlot: string | null;

  /** The zone in which its date and time are meant; another one that counts now plans it anew. */
  @Column('text', { name: 'planned_zone', nullable: true })
  plannedZone: string | null;

  @Column('jsonb')
  state: object;

  /** Of the state's shape. */
  @Column('integer', { name: 'schema_version', default: 1 })
  schemaVersion: number;

  @Column('timestamptz', { name: 'last_run_at', nullable: true })
  lastRunAt: Date | null;

  @Column('text', { name: 'last_outcome', nullable: true })
  lastOutcome: string | null;

  @Column('text', { name: 'last_reason', nullable: true })
  lastReason: string | null;

  @Column('timestamptz', { name: 'last_sent_at', nullable: true })
  lastSentAt: Date | null;

  /** Since when its runs fail, or do not know. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince: Date | null;

  @Column('integer', { default: 0 })
  failures: number;

  /** Why nothing is planned although it is on. */
  @Column('text', { name: 'held_reason', nullable: true })
  heldReason: string | null;

  @Column('timestamptz', { name: 'held_at', nullable: true })
  heldAt: Date | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt: Date;
}

/** One evaluation of a subscription for one slot: a date, a week, or the time of a poll. */
@Entity('notify_runs')
@Index('notify_runs_slot', ['ownerUserId', 'kind', 'slotKey'], { unique: true })
@Index('notify_runs_correlation', ['correlationId'], { unique: true })
@Index('notify_runs_open', ['plannedAt'], { where: `state in ('planned', 'running', 'waiting')` })
@Index('notify_runs_finished', ['finishedAt'], { where: `finished_at is not null` })
@Check('notify_runs_kind', KIND)
@Check('notify_runs_state', `state in ('planned', 'running', 'waiting', 'sent', 'skipped', 'failed')`)
export class NotifyRunEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', name: 'run_id', primaryKeyConstraintName: 'notify_runs_pkey' })
  runId: string;

  @Column('bigint', { name: 'owner_user_id' })
  ownerUserId: string;

  @Column('text')
  kind: NotifyKind;

  @Column('text', { name: 'slot_key' })
  slotKey: string;

  /** The id of its job. */
  @Column('text', { name: 'correlation_id' })
  correlationId: string;

  @Column('timestamptz', { name: 'due_at' })
  dueAt: Date;

  @Column('timestamptz', { name: 'planned_at' })
  plannedAt: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt: Date | null;

  /** Of a waiting run: when it looks again. */
  @Column('timestamptz', { name: 'again_at', nullable: true })
  againAt: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt: Date | null;

  @Column('text', { default: 'planned' })
  state: RunState;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('text', { nullable: true })
  mode: string | null;
}

/** One decided message: what it says as keys and figures. */
@Entity('notifications')
@Index('notifications_dedup', ['userId', 'dedupKey'], { unique: true })
@Index('notifications_created', ['createdAt'])
@Check('notifications_severity', `severity in ('info', 'warning', 'critical')`)
export class NotificationEntity {
  @PrimaryColumn('uuid', { name: 'notification_id', primaryKeyConstraintName: 'notifications_pkey' })
  notificationId: string;

  @Column('bigint', { name: 'run_id', nullable: true })
  runId: string | null;

  @Column('uuid', { name: 'domain_event_id', nullable: true })
  domainEventId: string | null;

  @Column('bigint', { name: 'user_id' })
  userId: string;

  @Column('text')
  kind: string;

  /** Made of the cause: the same cause is told once. */
  @Column('text', { name: 'dedup_key' })
  dedupKey: string;

  @Column('text')
  severity: Severity;

  @Column('jsonb')
  body: object;

  @Column('timestamptz', { name: 'as_of', nullable: true })
  asOf: Date | null;

  @Column('jsonb', { nullable: true })
  provenance: object | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}

/** One part of a notification on its way to one recipient; the effect is what sends it. */
@Entity('notify_deliveries')
@Index('notify_deliveries_effect', ['effectId'], { unique: true })
@Index('notify_deliveries_of', ['notificationId'])
@Index('notify_deliveries_pending', ['createdAt'], { where: `state = 'pending'` })
@Check('notify_deliveries_channel', `channel in ('telegram', 'web_push')`)
@Check('notify_deliveries_part', `part in ('text', 'photo', 'document', 'push')`)
@Check('notify_deliveries_state', `state in ('pending', 'sent', 'unconfirmed', 'failed', 'dropped')`)
export class NotifyDeliveryEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', name: 'delivery_id', primaryKeyConstraintName: 'notify_deliveries_pkey' })
  deliveryId: string;

  @Column('uuid', { name: 'notification_id' })
  @ForeignKey(() => NotificationEntity, 'notificationId', { name: 'notify_deliveries_notification_id', onDelete: 'CASCADE' })
  notificationId: string;

  @Column('bigint', { name: 'recipient_id' })
  recipientId: string;

  @Column('text')
  channel: DeliveryChannel;

  @Column('integer', { name: 'part_no' })
  partNo: number;

  @Column('text')
  part: DeliveryPart;

  @Column('text', { name: 'effect_id' })
  effectId: string;

  @Column('uuid', { name: 'artifact_id', nullable: true })
  artifactId: string | null;

  /** The part that must be there before this one is sent. */
  @Column('text', { name: 'after_effect', nullable: true })
  afterEffect: string | null;

  @Column('text', { default: 'pending' })
  state: DeliveryState;

  @Column('integer', { default: 0 })
  attempts: number;

  @Column('bigint', { name: 'message_id', nullable: true })
  messageId: string | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt: Date | null;
}

/** The model of a report that was sent on its day: text and file are made of it. */
@Entity('digests')
@Index('digests_of', ['notificationId'], { unique: true })
@Index('digests_model', ['createdAt'], { where: `model is not null` })
@Check('digests_kind', `kind in ('daily', 'weekly')`)
export class DigestEntity {
  @PrimaryColumn('uuid', { name: 'digest_id', primaryKeyConstraintName: 'digests_pkey' })
  digestId: string;

  @Column('uuid', { name: 'notification_id' })
  @ForeignKey(() => NotificationEntity, 'notificationId', { name: 'digests_notification_id', onDelete: 'CASCADE' })
  notificationId: string;

  @Column('text')
  kind: 'daily' | 'weekly';

  @Column('text', { name: 'slot_key' })
  slotKey: string;

  @Column('text')
  format: string;

  /** Goes with the bytes of files. */
  @Column('jsonb', { nullable: true })
  model: object | null;

  /** Why a quiet digest was sent. */
  @Column('jsonb')
  reasons: object;

  @Column('integer', { name: 'late_minutes' })
  lateMinutes: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
