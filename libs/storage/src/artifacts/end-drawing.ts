import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import type { NewEffect, WrittenEffect } from '../effects/effect';
import { gatesJson, writtenEffects } from '../effects/effect-sql';
import { storedBlob } from './store-artifact';

interface EndedDrawing {
  readonly effectId: string;
  readonly artifactId: string;
  readonly at: Date;
  readonly audit: readonly NewAuditEvent[];
}

export interface Ended {
  /** `false`: it had come to an end before, and nothing was written. */
  readonly recorded: boolean;
  readonly effects: readonly WrittenEffect[];
}

/**
 * Ends a drawing: its bytes are stored, its file is ready, and the message that sends it is written, in one statement.
 * Locks: the effect of the drawing and the row of the bytes. Idempotent: a finished drawing is not ended again; equal bytes are stored once.
 */
export async function endDrawing(db: Db, { effectId, artifactId, at, audit, bytes, file }: EndedDrawing & { readonly bytes: Buffer; readonly file: NewEffect }): Promise<Ended> {
  const [row] = await db.query<Ended>(sql.named('end-drawing')`
    with won as (
      update effects set state = 'finished', finished_at = ${at} where id = ${effectId} and state <> 'finished'
      returning bot_id, chat_id, correlation_id, cause_seq, request_seq, n as base_n
    ),
    ${storedBlob(bytes, sql`from won`)},
    ready as (
      update artifacts a set state = 'ready', blob_sha256 = blob.sha256, error_code = null from blob where a.artifact_id = ${artifactId}::uuid
    ),
    ${writtenEffects([file], at)},
    ${auditedEvents(audit, at)}
    select exists (select 1 from won) as recorded, ${gatesJson} as effects`);
  return row ?? { recorded: false, effects: [] };
}

/** Notes that a file could not be drawn. Locks: its row. Idempotent; one that is ready meanwhile stays ready. */
export async function failDrawing(db: Db, of: { readonly artifactId: string; readonly code: string }): Promise<void> {
  await db.query(sql`update artifacts set state = 'failed', error_code = ${of.code} where artifact_id = ${of.artifactId}::uuid and state = 'pending'`);
}
