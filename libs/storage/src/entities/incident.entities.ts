import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { IncidentState, OutageCause } from '../notifications/notify-rows';

/** A cause that lasts, for one owner, from first sight to close. */
@Entity('incidents')
@Index('incidents_open', ['ownerUserId', 'cause'], { unique: true, where: `state <> 'closed'` })
@Index('incidents_closed', ['closedAt'], { where: `state = 'closed'` })
@Check('incidents_state', `state in ('watching', 'raised', 'exhausted', 'acknowledged', 'closed')`)
export class IncidentEntity {
  @PrimaryColumn('uuid', { name: 'incident_id', primaryKeyConstraintName: 'incidents_pkey' })
  incidentId: string;

  @Column('bigint', { name: 'owner_user_id' })
  ownerUserId: string;

  @Column('text')
  cause: string;

  @Column('text')
  state: IncidentState;

  @Column('timestamptz', { name: 'first_seen_at' })
  firstSeenAt: Date;

  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt: Date;

  @Column('timestamptz', { name: 'raised_at', nullable: true })
  raisedAt: Date | null;

  @Column('timestamptz', { name: 'last_sent_at', nullable: true })
  lastSentAt: Date | null;

  @Column('integer', { default: 0 })
  repeats: number;

  @Column('timestamptz', { name: 'acked_at', nullable: true })
  ackedAt: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  /** Evaluations in a row that did not find the cause. */
  @Column('integer', { name: 'clear_count', default: 0 })
  clearCount: number;

  @Column('integer', { default: 0 })
  reopened: number;

  @Column('jsonb')
  figures: object;
}

/** What happened to an incident, one row for each change of its state. */
@Entity('incident_events')
@Index('incident_events_of', ['incidentId', 'id'])
export class IncidentEventEntity {
  @PrimaryGeneratedColumn({ type: 'bigint', primaryKeyConstraintName: 'incident_events_pkey' })
  id: string;

  @Column('uuid', { name: 'incident_id' })
  @ForeignKey(() => IncidentEntity, 'incidentId', { name: 'incident_events_incident_id', onDelete: 'CASCADE' })
  incidentId: string;

  @Column('timestamptz')
  at: Date;

  @Column('text')
  event: string;

  @Column('text', { nullable: true })
  by: string | null;

  @Column('jsonb')
  figures: object;
}

/** A time in which the shop does not answer, refuses us, or answers in another shape. */
@Entity('upstream_outages')
@Index('upstream_outages_open', ['cause'], { unique: true, where: `closed_at is null` })
@Index('upstream_outages_closed', ['closedAt'], { where: `closed_at is not null` })
@Check('upstream_outages_cause', `cause in ('unreachable', 'auth', 'contract')`)
export class UpstreamOutageEntity {
  @PrimaryColumn('uuid', { name: 'outage_id', primaryKeyConstraintName: 'upstream_outages_pkey' })
  outageId: string;

  @Column('text')
  cause: OutageCause;

  /** Its first failed check. */
  @Column('timestamptz', { name: 'opened_at' })
  openedAt: Date;

  /** Null: too few checks have failed to call it one. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt: Date | null;

  @Column('timestamptz', { name: 'noticed_at', nullable: true })
  noticedAt: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt: Date | null;

  /** Failed checks. */
  @Column('integer')
  checks: number;

  /** Good ones in a row since the last failed one. */
  @Column('integer', { name: 'good_checks', default: 0 })
  goodChecks: number;

  @Column('timestamptz', { name: 'good_since', nullable: true })
  goodSince: Date | null;

  @Column('integer', { default: 0 })
  reopened: number;

  @Column('text', { name: 'last_error', nullable: true })
  lastError: string | null;
}
