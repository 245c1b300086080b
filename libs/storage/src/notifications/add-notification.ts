import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { NewEffect } from '../effects/effect';
import { writtenEffects } from '../effects/effect-sql';
import { keptValues, type NewKeptValue } from '../kept/kept-value';
import type { DeliveryPart, Severity } from './notify-rows';

export interface NewNotification {
  readonly notificationId: string;
  readonly runId: string | null;
  readonly userId: string;
  readonly botId: string;
  readonly kind: string;
  readonly dedupKey: string;
  readonly severity: Severity;
  readonly body: object;
  readonly asOf: string | null;
  readonly provenance: object | null;
  readonly correlationId: string;
  readonly effects: readonly NewEffect[];
  readonly parts: readonly NewPart[];
  readonly keep: readonly NewKeptValue[];
  /** Of a report. */
  readonly digest: NewDigest | null;
  readonly at: Date;
}

export interface NewDigest {
  readonly digestId: string;
  readonly kind: 'daily' | 'weekly';
  readonly slotKey: string;
  readonly format: string;
  readonly model: object | null;
  readonly reasons: readonly object[];
  readonly lateMinutes: number;
}

export interface NewPart {
  readonly part: DeliveryPart;
  /** The effect whose message brings it. */
  readonly effectId: string;
  readonly artifactId: string | null;
  readonly after: string | null;
}

/**
 * Behind all that the owner has asked for: what is told without being asked waits for answers, and holds none back. Later ones stand behind
 * earlier ones.
 */
const PLACE = 10n ** 18n;

/**
 * Writes a message with its parts and the effects that send them, once for each cause: returns false where the owner was told of it before, and
 * nothing was written. Belongs into the transaction of its decision. Locks: nothing but its own rows.
 */
export async function addNotification(tx: Db, one: NewNotification): Promise<boolean> {
  const seq = String(PLACE + BigInt(one.at.getTime()));
  const parts = one.parts.map(({ part, effectId, artifactId, after }, index) => ({ n: index + 1, part, effect_id: effectId, artifact_id: artifactId, after_effect: after }));
  const [row] = await tx.query<{ added: boolean }>(sql.named('add-notification')`
    with made as (
      insert into notifications (notification_id, run_id, user_id, kind, dedup_key, severity, body, as_of, provenance, created_at)
      values (${one.notificationId}, ${one.runId}, ${one.userId}, ${one.kind}, ${one.dedupKey}, ${one.severity}, ${storableJson(one.body)}, ${one.asOf}, ${one.provenance === null ? null : storableJson(one.provenance)}, ${one.at})
      on conflict (user_id, dedup_key) do nothing
      returning notification_id
    ),
    won as (
      select ${one.botId}::bigint as bot_id, ${one.userId}::bigint as chat_id, ${one.correlationId}::text as correlation_id, null::bigint as cause_seq, ${seq}::bigint as request_seq, 0 as base_n
      from made
    ),
    ${writtenEffects(one.effects, one.at)},
    ${keptValues(one.keep, one.at)},
    delivered as (
      insert into notify_deliveries (notification_id, recipient_id, channel, part_no, part, effect_id, artifact_id, after_effect, created_at)
      select m.notification_id, ${one.userId}::bigint, 'telegram', x.n, x.part, x.effect_id, x.artifact_id, x.after_effect, ${one.at}
      from made m, jsonb_to_recordset(${storableJson(parts)}::jsonb) as x(n integer, part text, effect_id text, artifact_id uuid, after_effect text)
    ),
    stored as (
      insert into digests (digest_id, notification_id, kind, slot_key, format, model, reasons, late_minutes, created_at)
      select x."digestId", m.notification_id, x.kind, x."slotKey", x.format, x.model, x.reasons, x."lateMinutes", ${one.at}
      from made m, jsonb_to_recordset(${storableJson(one.digest === null ? [] : [one.digest])}::jsonb)
        as x("digestId" uuid, kind text, "slotKey" text, format text, model jsonb, reasons jsonb, "lateMinutes" integer)
    )
    select exists (select 1 from made) as added`);
  return row?.added ?? false;
}
