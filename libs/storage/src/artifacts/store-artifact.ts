import { createHash } from 'node:crypto';
import type { Db } from '../db/db';
import { sql, type Sql } from '../db/sql';
import { storableJson, storableText } from '../db/storable';
import type { ArtifactEntity, ArtifactState } from '../entities/artifact.entities';

interface ArtifactFacts extends Omit<ArtifactEntity, 'state' | 'model' | 'errorCode' | 'blobSha256' | 'createdAt' | 'expiresAt'> {
  /** How long the bytes are kept. */
  readonly ttlDays: number;
  readonly at: Date;
}

export interface NewArtifact extends ArtifactFacts {
  readonly bytes: Uint8Array;
}

export interface PendingArtifact extends ArtifactFacts {
  readonly model: object;
}

/**
 * Stores a file with its bytes, in the transaction that writes the message which sends it.
 * Locks: the row of the bytes, against the sweep. Idempotent by the id: a second one changes nothing.
 */
export async function storeArtifact(tx: Db, file: NewArtifact): Promise<void> {
  const bytes = Buffer.from(file.bytes);
  await tx.query(sql`
    with ${storedBlob(bytes)}
    ${insertArtifact(file, { state: 'ready', model: null })}
    from blob
    on conflict (artifact_id) do nothing`);
}

/** Stores a file that is still to be drawn, as `storeArtifact` does. Locks nothing else. Idempotent by the id. */
export async function storePendingArtifact(tx: Db, file: PendingArtifact): Promise<void> {
  await tx.query(sql`
    with blob as (select null::text as sha256)
    ${insertArtifact(file, { state: 'pending', model: file.model })}
    from blob
    on conflict (artifact_id) do nothing`);
}

/** The CTE `blob`, with the key of the bytes, for each row of `from`: equal ones are stored once. */
export function storedBlob(bytes: Buffer, from: Sql = sql``): Sql {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return sql`blob as (
      insert into artifact_blobs (sha256, size_bytes, bytes) select ${sha256}::text, ${bytes.length}::int, ${bytes}::bytea ${from}
      on conflict (sha256) do update set size_bytes = excluded.size_bytes
      returning sha256
    )`;
}

function insertArtifact(file: ArtifactFacts, { state, model }: { readonly state: ArtifactState; readonly model: object | null }): Sql {
  return sql`
    insert into artifacts (artifact_id, owner_user_id, chat_id, tool, tool_version, correlation_id, type, filename, mime, state, model, blob_sha256, created_at, expires_at)
    select ${file.artifactId}::uuid, ${file.ownerUserId}::bigint, ${file.chatId}::bigint, ${file.tool}, ${file.toolVersion}, ${file.correlationId},
      ${file.type}, ${storableText(file.filename)}, ${file.mime}, ${state}, ${model === null ? null : storableJson(model)}::jsonb, blob.sha256,
      ${file.at}::timestamptz, ${file.at}::timestamptz + ${file.ttlDays}::int * interval '1 day'`;
}
