import type { MessageSend } from '@ownerbot/queues';
import { addFollowing, appendAudit, dropOutage, lockOutages, outageRecipients, readOutages, readSettings, saveOutage, sentMessageId, wakeRuns, type Db, type NewAuditEvent, type OutageRecipient } from '@ownerbot/storage';
import { advanceOutages, FLAPPING_MS, type OutageEvent, type OutageSays, type ShopCheck } from '../outages/advance-outages';
import { addMessage, presentedText, type MessageOrder } from './add-message';
import { runJob } from './names';
import type { NotifyParts } from './notify-parts';

/** Its schedule. */
export const UPSTREAM_WATCH = { name: 'upstream-watch', everyMs: 60_000 } as const;
/** What has waited for so long is kept for the shop. */
const KEPT_AFTER_MS = 10_000;

export interface UpstreamWatch {
  readonly noticeAfterMs: number;
  /** Asks the shop once; null: in this mode there is none. */
  readonly check: () => Promise<{ readonly found: ShopCheck; readonly mode: string } | null>;
}

/**
 * One look at the shop for all owners together. What it means is decided under a lock, so that two looks at once count as two; when the shop is back,
 * the runs that wait for it look at once.
 */
export async function watchUpstream(parts: NotifyParts, { noticeAfterMs, check }: UpstreamWatch): Promise<void> {
  const { db, clock, botId, newId } = parts;
  const checked = botId === null ? null : await check();
  if (checked === null || botId === null) return;
  const at = clock.now();
  const { owners, isBack } = await db.transaction(async (tx) => {
    await lockOutages(tx);
    const outages = await readOutages(tx, { closedSince: new Date(at.getTime() - FLAPPING_MS) });
    const next = advanceOutages({ outages, check: checked.found, now: at, noticeAfterMs, newId });
    for (const outageId of next.removed) await dropOutage(tx, outageId);
    for (const { outage } of next.writes) await saveOutage(tx, outage);
    await appendAudit(tx, { correlationId: `sch-${UPSTREAM_WATCH.name}`, at, events: next.writes.flatMap(({ outage, events }) => events.map((event) => eventOf(event, outage))) });
    const told = next.says.length === 0 ? [] : await outageRecipients(tx, { botId, keptSince: new Date(at.getTime() - KEPT_AFTER_MS) });
    for (const says of next.says) for (const to of told) await tell(parts, tx, { says, to, botId, mode: checked.mode, at });
    return { owners: told.map(({ ownerUserId }) => ownerUserId), isBack: next.writes.some(({ events }) => events.includes('closed')) };
  });
  for (const chatId of owners) await parts.dispatch({ botId, chatId });
  if (!isBack) return;
  const woken = await wakeRuns(db, at);
  if (woken.length > 0) await parts.producer.addAll(woken.map((run) => runJob(run, `-w${Math.floor(at.getTime() / 1_000)}`)));
}

/** A key that is refused, and answers in another shape, are the operators' to mend: an event of severity error alerts them. */
function eventOf(event: OutageEvent, { cause, checks, openedAt }: { readonly cause: string; readonly checks: number; readonly openedAt: Date }): NewAuditEvent {
  return { eventType: `upstream_outage_${event}`, severity: event === 'closed' ? 'info' : event === 'noticed' && cause !== 'unreachable' ? 'error' : 'warning', fields: { cause, checks, since: openedAt.toISOString() } };
}

interface Telling {
  readonly says: OutageSays;
  readonly to: OutageRecipient;
  readonly botId: string;
  readonly mode: string;
  readonly at: Date;
}

/** An outage has two messages for each owner: its notice, and the recovery as a reply to it. Told again, the one that is there is edited. */
async function tell(parts: NotifyParts, tx: Db, { says, to: { ownerUserId, kept }, botId, mode, at }: Telling): Promise<void> {
  const { outage } = says;
  const idOf = (part: 'opened' | 'closed'): string => `ntf-${ownerUserId}-upstream-${outage.outageId}-${part}`;
  const part = says.type === 'notice' ? 'opened' : 'closed';
  const settings = await readSettings(tx, ownerUserId);
  const replyTo = part === 'closed' ? await sentMessageId(tx, `${idOf('opened')}-p1`) : null;
  const order: MessageOrder = {
    kind: 'upstream',
    ownerUserId,
    botId,
    runId: null,
    correlationId: idOf(part),
    settings,
    zone: null,
    message: {
      dedupKey: `upstream:${outage.outageId}:${part}`,
      severity: outage.cause === 'unreachable' ? 'warning' : 'critical',
      variant: says.type,
      figures: { cause: outage.cause, since: outage.openedAt.toISOString(), kept, is_again: outage.reopened > 0, ...(says.type === 'recovery' ? { duration_ms: says.durationMs } : {}) },
      asOf: null,
      provenance: null,
      mode,
      isQuietAtNight: part === 'closed',
    },
    at,
    ...(replyTo === null ? {} : { replyToMessageId: replyTo }),
  };
  if (await addMessage(parts, tx, order)) return;
  const effectId = `${idOf(part)}-e${outage.reopened}`;
  const edit: MessageSend = { effectId, botId, chatId: ownerUserId, message: { ...presentedText(parts, order).text, editOf: `${idOf(part)}-p1`, editOnly: true } };
  await addFollowing(tx, { causeId: `${idOf(part)}-p1`, effect: { id: effectId, n: 1 + outage.reopened, kind: 'message.send', gated: true, laneKey: ownerUserId, payload: edit }, at });
}
