import type { Db } from '../db/db';
import { sql } from '../db/sql';

export interface Drawing {
  /** Null when it is no longer kept. */
  readonly model: object | null;
  /** The drawing has come to its end. */
  readonly isFinished: boolean;
}

/** What a drawing draws, and how far it is; null when its effect or its file is not there (retention removed it). Locks nothing. */
export async function readDrawing(db: Db, of: { readonly effectId: string; readonly artifactId: string }): Promise<Drawing | null> {
  const [row] = await db.query<Drawing>(sql.named('read-drawing')`
    select a.model, e.state = 'finished' as "isFinished" from effects e, artifacts a where e.id = ${of.effectId} and a.artifact_id = ${of.artifactId}::uuid`);
  return row ?? null;
}
