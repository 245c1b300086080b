import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { AuditSeverity } from '../audit/audit-event';

/** What happened and is worth knowing later. */
@Entity('audit_events')
@Index('audit_events_occurred', ['occurredAt'])
@Index('audit_events_type', ['eventType', 'occurredAt'])
@Index('audit_events_errors', ['occurredAt'], { where: `severity = 'error'` })
@Index('audit_events_correlation', ['correlationId'])
@Check('audit_events_severity', `severity in ('info', 'warning', 'error')`)
export class AuditEventEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'audit_events_pkey' })
  id: string;

  @Column('timestamptz', { name: 'occurred_at' })
  occurredAt: Date;

  @Column('text', { name: 'correlation_id' })
  correlationId: string;

  @Column('text', { name: 'event_type' })
  eventType: string;

  @Column('text')
  severity: AuditSeverity;

  @Column('bigint', { name: 'owner_user_id', nullable: true })
  ownerUserId: string | null;

  @Column('bigint', { name: 'chat_id', nullable: true })
  chatId: string | null;

  @Column('integer', { name: 'shop_id', nullable: true })
  shopId: number | null;

  @Column('jsonb')
  fields: object;
}

/** What is found again by its key until it expires: throttles, pages of lists, marks. */
@Entity('kept_values')
@Index('kept_values_expires', ['expiresAt'])
export class KeptValueEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'kept_values_pkey' })
  key: string;

  @Column('jsonb')
  value: unknown;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}

/** What was heard in a sound, so that the same sound is heard once; for a week. */
@Entity('transcripts')
@Index('transcripts_content', ['contentHash', 'variant'])
@Index('transcripts_expires', ['expiresAt'])
export class TranscriptEntity {
  /** Telegram's id of the file, the same whoever sends it. */
  @PrimaryColumn('text', { name: 'file_unique_id', primaryKeyConstraintName: 'transcripts_pkey' })
  fileUniqueId: string;

  /** Provider, model, language and prompt. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'transcripts_pkey' })
  variant: string;

  /** SHA-256 of the bytes as they were sent. */
  @Column('text', { name: 'content_hash' })
  contentHash: string;

  @Column('text')
  text: string;

  @Column('double precision', { nullable: true })
  confidence: number | null;

  @Column('text', { nullable: true })
  language: string | null;

  @Column('text')
  model: string;

  @Column('double precision')
  seconds: number;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}

/** Stored settings: one row for the tenant, one for each owner. */
@Entity('settings')
export class SettingsEntity {
  /** `tenant` or `owner:<user id>`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'settings_pkey' })
  scope: string;

  @Column('jsonb')
  values: object;

  @Column('integer', { name: 'settings_version', default: 1 })
  settingsVersion: number;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt: Date;
}
