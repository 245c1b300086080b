import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Made at once, or drawn later from its model. */
export type ArtifactState = 'pending' | 'ready' | 'failed';

export type ArtifactType = 'png' | 'pdf' | 'json' | 'csv';

/** The bytes of files; equal bytes are stored once. */
@Entity('artifact_blobs')
export class ArtifactBlobEntity {
  /** Hexadecimal. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'artifact_blobs_pkey' })
  sha256: string;

  @Column('integer', { name: 'size_bytes' })
  sizeBytes: number;

  @Column('bytea')
  bytes: Buffer;
}

/** A file that somebody asked for. It goes to the chat that asked and to nobody else. */
@Entity('artifacts')
@Index('artifacts_expires', ['expiresAt'], { where: 'blob_sha256 is not null or model is not null' })
@Index('artifacts_empty', ['createdAt'], { where: 'blob_sha256 is null' })
@Index('artifacts_blob', ['blobSha256'], { where: 'blob_sha256 is not null' })
@Check('artifacts_state', `state in ('pending', 'ready', 'failed')`)
@Check('artifacts_type', `type in ('png', 'pdf', 'json', 'csv')`)
export class ArtifactEntity {
  @PrimaryColumn('uuid', { name: 'artifact_id', primaryKeyConstraintName: 'artifacts_pkey' })
  artifactId: string;

  @Column('bigint', { name: 'owner_user_id' })
  ownerUserId: string;

  @Column('bigint', { name: 'chat_id' })
  chatId: string;

  @Column('text')
  tool: string;

  @Column('text', { name: 'tool_version' })
  toolVersion: string;

  @Column('text', { name: 'correlation_id' })
  correlationId: string;

  @Column('text')
  type: ArtifactType;

  @Column('text')
  filename: string;

  @Column('text')
  mime: string;

  @Column('text')
  state: ArtifactState;

  /** What it is drawn from; goes with the bytes. */
  @Column('jsonb', { nullable: true })
  model: object | null;

  /** Why it could not be drawn. */
  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;

  /** Null before they are drawn, and when the bytes are no longer kept. */
  @Column('text', { name: 'blob_sha256', nullable: true })
  @ForeignKey(() => ArtifactBlobEntity, 'sha256', { name: 'artifacts_blob_sha256' })
  blobSha256: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  /** Of the bytes. */
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt: Date;
}
