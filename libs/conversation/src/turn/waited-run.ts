import { LOCALES, type Locale } from '@ownerbot/messages';
import { lineageOf, replayJobId } from '@ownerbot/operations';
import { readSettings, readToolRun } from '@ownerbot/storage';
import type { ReplyContext } from '../domain/context';
import type { NumberedEffect } from '../model/number-effects';
import type { AwaitedEvent } from '../model/session';
import { contextOfWork } from './context-of-work';
import { requestId } from './read-event';
import type { ConversationParts } from './turn-parts';

/** The payload of a job whose end a chat waits for. */
interface WaitedPayload {
  readonly effectId: string;
  readonly botId: string;
  readonly updateId: string;
  readonly chatId: string;
  readonly ownerId: string;
  readonly locale?: string | null;
}

/** What a job whose end a chat waits for knows of itself: what it has said already, and how to speak. */
export interface WaitedRun<P extends WaitedPayload> {
  readonly payload: P;
  readonly correlationId: string;
  readonly locale: Locale;
  readonly context: ReplyContext;
  /** Ids of the messages of earlier attempts. */
  readonly said: ReadonlySet<string>;
  readonly isFinished: boolean;
}

export interface ReadRun<P extends WaitedPayload> extends WaitedRun<P> {
  /** When an earlier attempt wrote this message; null: none did. */
  saidAt(id: string): Date | null;
}

/** Null: the effect is unknown, so nobody waits for its end (retention removed it). */
export async function readWaitedRun<P extends WaitedPayload>(parts: ConversationParts, payload: P, correlationId: string): Promise<ReadRun<P> | null> {
  const [stored, settings] = await Promise.all([readToolRun(parts.db, payload.effectId), readSettings(parts.db, payload.ownerId)]);
  if (stored === null) return null;
  return {
    payload,
    correlationId,
    locale: LOCALES.find((one) => one === payload.locale) ?? settings.tenant.locale,
    context: contextOfWork(parts, payload, settings),
    said: new Set(stored.replies.map((reply) => reply.id)),
    isFinished: stored.isFinished,
    saidAt: (id) => stored.replies.find((reply) => reply.id === id)?.createdAt ?? null,
  };
}

/** How often the job was replayed; 0: it is the first. */
export const generationOf = ({ effectId }: Pick<WaitedPayload, 'effectId'>): number => lineageOf(effectId).generation;

/** The event that ends a chat's wait. That of a replay has an id of its own. */
export function endingEvent(payload: WaitedPayload, event: AwaitedEvent, n: number, data: object): NumberedEffect {
  const { botId, updateId, chatId } = payload;
  const first = `${requestId(botId, updateId)}-${event}`;
  const generation = generationOf(payload);
  return {
    id: generation === 0 ? first : replayJobId(first, generation),
    kind: `inbox.${event}`,
    n,
    laneKey: chatId,
    payload: { botId, updateId, chatId, event, data },
    gated: false,
  };
}
