import type { MessageSend, TextMessage } from '@ownerbot/queues';
import { addNotification, type Db, type NewEffect, type NewPart, type OwnerSettings, type TenantSettings } from '@ownerbot/storage';
import type { NotifyMessage } from '../model/message';
import { localOf } from '../planning/local-time';
import type { MessageKind, NotifyParts, Presented, PresentedFile } from './notify-parts';

export interface MessageOrder {
  readonly kind: MessageKind;
  readonly ownerUserId: string;
  readonly botId: string;
  readonly runId: string | null;
  /** What all that it causes is found by; unique for the message. */
  readonly correlationId: string;
  readonly settings: { readonly tenant: TenantSettings; readonly owner: OwnerSettings };
  /** Null: the owner's. */
  readonly zone: string | null;
  readonly message: NotifyMessage;
  readonly replyToMessageId?: string;
  readonly at: Date;
}

/** Where a doubled message is the smaller harm, one that may not have arrived is sent again. */
const SENT_AGAIN: readonly MessageKind[] = ['ops', 'escalation', 'upstream'];

const NIGHT_FROM = '22:00';
const NIGHT_TO = '08:00';

/**
 * Writes one message with its parts and what sends them, inside the transaction of its decision; false: the owner was told of this cause before.
 * The words are made now, so that whatever is sent later is what was decided.
 */
export async function addMessage(parts: NotifyParts, tx: Db, order: MessageOrder): Promise<boolean> {
  const { kind, ownerUserId, botId, correlationId, message, at } = order;
  const { presented, text: body } = presentedText(parts, order);
  const textId = `${correlationId}-p1`;
  const send: MessageSend = { effectId: textId, botId, chatId: ownerUserId, message: body };
  const text: NewEffect = { id: textId, n: 1, kind: 'message.send', gated: true, laneKey: ownerUserId, payload: send };
  const file = presented.file({ effectId: textId, correlationId, botId, at });
  const added = await addNotification(tx, {
    notificationId: parts.newId(),
    runId: order.runId,
    userId: ownerUserId,
    botId,
    kind,
    dedupKey: message.dedupKey,
    severity: message.severity,
    body: { variant: message.variant, mode: message.mode, figures: message.figures },
    asOf: message.asOf,
    provenance: message.provenance,
    correlationId,
    effects: [text, ...(file === null ? [] : [file.effect])],
    parts: [{ part: 'text', effectId: textId, artifactId: null, after: null }, ...(file === null ? [] : [partOf(file, textId)])],
    keep: presented.keep,
    digest: message.report === undefined ? null : { digestId: parts.newId(), ...message.report },
    at,
  });
  if (added && file !== null) await file.store(tx);
  return added;
}

/** The words of a message, and as what they are sent. */
export function presentedText(parts: NotifyParts, { kind, ownerUserId, settings, zone, message, replyToMessageId, at }: MessageOrder): { readonly presented: Presented; readonly text: TextMessage } {
  const ownerZone = settings.owner.timezone ?? settings.tenant.timezone;
  const presented = parts.present({ kind, message, ownerUserId, settings, zone: zone ?? ownerZone, now: at });
  const text: TextMessage = {
    type: 'text',
    text: presented.html,
    ...(presented.buttons.length === 0 ? {} : { buttons: presented.buttons.map((row) => row.map((one) => ({ ...one }))) }),
    ...(replyToMessageId === undefined ? {} : { replyToMessageId }),
    delivery: SENT_AGAIN.includes(kind) ? 'at-least-once' : 'at-most-once',
    ...(message.isQuietAtNight && isNight(at, ownerZone) ? { silent: true } : {}),
  };
  return { presented, text };
}

function partOf({ part, effectId, artifactId }: PresentedFile, after: string): NewPart {
  return { part, effectId, artifactId, after };
}

function isNight(at: Date, zone: string): boolean {
  const { time } = localOf(at, zone);
  return time >= NIGHT_FROM || time < NIGHT_TO;
}
