import type { Db } from '../db/db';
import { sql } from '../db/sql';

/** What was heard in a sound. */
export interface StoredTranscript {
  readonly text: string;
  /** 0..1; null where nothing was told of it. */
  readonly confidence: number | null;
  readonly language: string | null;
  readonly model: string;
  readonly seconds: number;
}

/** The transcript of a sound, known by its file or by its bytes; null: there is none, or its time is over. Locks nothing. */
export async function findTranscript(db: Db, query: { fileUniqueId?: string; contentHash?: string; variant: string; at: Date }): Promise<StoredTranscript | null> {
  const [row] = await db.query<StoredTranscript>(sql.named('find-transcript')`
    select text, confidence, language, model, seconds from transcripts
    where variant = ${query.variant} and expires_at > ${query.at}
      and (file_unique_id = ${query.fileUniqueId ?? null} or content_hash = ${query.contentHash ?? null})
    order by expires_at desc limit 1`);
  return row ?? null;
}
