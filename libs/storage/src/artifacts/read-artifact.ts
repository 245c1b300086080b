import type { Db } from '../db/db';
import { sql } from '../db/sql';

export interface StoredFile {
  readonly filename: string;
  readonly mime: string;
  readonly bytes: Buffer;
}

/**
 * A file of a chat; null: there is none of this id for this chat, or its bytes are no longer kept. A group that has become a
 * supergroup is asked for by the id under which the file was made. Locks nothing.
 */
export async function readArtifact(db: Db, of: { readonly artifactId: string; readonly chatId: string }): Promise<StoredFile | null> {
  const [row] = await db.query<StoredFile>(sql.named('read-artifact')`
    select a.filename, a.mime, b.bytes from artifacts a join artifact_blobs b on b.sha256 = a.blob_sha256
    where a.artifact_id = ${of.artifactId}::uuid and a.chat_id = ${of.chatId}::bigint`);
  return row ?? null;
}
