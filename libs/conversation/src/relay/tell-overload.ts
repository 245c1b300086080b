import type { ConversationParts } from '../turn/turn-parts';
import { putKept, readKept, readSettings } from '@ownerbot/storage';
import { textMessage } from '../model/message';

/** While an overload lasts it is told of once in this time. */
const TOLD_TTL_SEC = 3_600;

export interface OverloadWatch {
  readonly botId: string;
  /** Jobs of the inbox that wait. */
  readonly waiting: number;
  /** `INBOX_MAX_WAITING`. */
  readonly maxWaiting: number;
}

/**
 * Tells every owner once that the queue is overloaded. The message belongs to no request: it has no row, only a job whose id
 * several workers make alike; when it is lost, the next overload tells again.
 * @returns how many were told.
 */
export async function tellOverload(
  { db, producer, composed, access, clock, log }: Pick<ConversationParts, 'db' | 'producer' | 'composed' | 'access' | 'clock' | 'log'>,
  { botId, waiting, maxWaiting }: OverloadWatch,
): Promise<number> {
  if (waiting <= maxWaiting || access.ownerIds.length === 0) return 0;
  const at = clock.now();
  const key = `overload-told:${botId}`;
  const kept = await readKept(db, [key], at);
  if (kept[key] !== undefined) return 0;
  log.error('inbox_overloaded', { waiting, maxWaiting });
  const slot = Math.floor(at.getTime() / (TOLD_TTL_SEC * 1_000));
  const jobs = await Promise.all(
    access.ownerIds.map(async (ownerId) => {
      const { tenant, owner } = await readSettings(db, ownerId);
      const effectId = `overload-${botId}-${ownerId}-${slot}`;
      const html = composed.texts[owner.locale ?? tenant.locale].html('overload.text');
      return {
        kind: 'message.send' as const,
        id: `${effectId}-msg`,
        laneKey: ownerId,
        payload: { effectId, botId, chatId: ownerId, message: textMessage({ html }, { delivery: 'at-most-once' }) },
        correlationId: effectId,
      };
    }),
  );
  await producer.addAll(jobs);
  await putKept(db, [{ key, value: at.toISOString(), ttlSec: TOLD_TTL_SEC }], at);
  return jobs.length;
}
