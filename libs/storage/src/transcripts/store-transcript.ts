import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableText } from '../db/storable';
import type { StoredTranscript } from './find-transcript';

export interface NewTranscript extends StoredTranscript {
  readonly fileUniqueId: string;
  readonly contentHash: string;
  readonly variant: string;
  readonly at: Date;
}

/** Keeps what was heard for a week. In the transaction that passes it on. Locks: its row. Idempotent. */
export async function storeTranscript(tx: Db, one: NewTranscript): Promise<void> {
  await tx.query(sql.named('store-transcript')`
    insert into transcripts (file_unique_id, variant, content_hash, text, confidence, language, model, seconds, expires_at)
    values (${one.fileUniqueId}, ${one.variant}, ${one.contentHash}, ${storableText(one.text)}, ${one.confidence}::double precision, ${one.language}, ${storableText(one.model)}, ${one.seconds}::double precision,
      ${one.at}::timestamptz + interval '7 days')
    on conflict (file_unique_id, variant) do update set content_hash = excluded.content_hash, text = excluded.text, confidence = excluded.confidence,
      language = excluded.language, model = excluded.model, seconds = excluded.seconds, expires_at = excluded.expires_at`);
}
