import { createHash } from 'node:crypto';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableText } from '../db/storable';
import type { ArtifactEntity } from '../entities/artifact.entities';

export interface NewArtifact extends Omit<ArtifactEntity, 'blobSha256' | 'createdAt' | 'expiresAt'> {
  readonly bytes: Uint8Array;
  /** How long the bytes are kept. */
  readonly ttlDays: number;
  readonly at: Date;
}

/**
 * Stores a file with its bytes, in the transaction that writes the message which sends it.
 * Locks: the row of the bytes, against the sweep. Idempotent by the id: a second one changes nothing.
 */
export async function storeArtifact(tx: Db, file: NewArtifact): Promise<void> {
  const bytes = Buffer.from(file.bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await tx.query(sql`
    with blob as (
      insert into artifact_blobs (sha256, size_bytes, bytes) values (${sha256}, ${bytes.length}, ${bytes})
      on conflict (sha256) do update set size_bytes = excluded.size_bytes
      returning sha256
    )
    insert into artifacts (artifact_id, owner_user_id, chat_id, tool, tool_version, correlation_id, type, filename, mime, blob_sha256, created_at, expires_at)
    select ${file.artifactId}::uuid, ${file.ownerUserId}::bigint, ${file.chatId}::bigint, ${file.tool}, ${file.toolVersion}, ${file.correlationId},
      ${file.type}, ${storableText(file.filename)}, ${file.mime}, blob.sha256, ${file.at}::timestamptz, ${file.at}::timestamptz + ${file.ttlDays}::int * interval '1 day'
    from blob
    on conflict (artifact_id) do nothing`);
}
