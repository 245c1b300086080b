import { Check, Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { AuditSeverity } from '../audit/audit-event';

/** What happened and is worth knowing later. */
@Entity('audit_events')
@Index('audit_events_occurred', ['occurredAt'])
@Index('audit_events_type', ['eventType', 'occurredAt'])
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
