import type { VoiceTranscribe } from '@ownerbot/queues';
import { LOCALES, type Locale } from '@ownerbot/messages';
import { readSettings, readToolRun } from '@ownerbot/storage';
import type { ReplyContext } from '../domain/context';
import { effectId } from '../model/effect';
import { contextOfWork } from '../turn/context-of-work';
import type { ConversationParts } from '../turn/turn-parts';
import { KEPT_N, LISTENING_N } from './voice-run-parts';

/** What a transcription knows of itself: what it has said already, and how to speak. */
export interface VoiceRun {
  readonly payload: VoiceTranscribe;
  readonly correlationId: string;
  readonly locale: Locale;
  readonly context: ReplyContext;
  /** Ids of the messages of earlier attempts. */
  readonly said: ReadonlySet<string>;
  /** When the owner was told that it is kept. */
  readonly keptSince: Date | null;
  readonly isFinished: boolean;
}

/** Null: the effect is unknown, so nobody waits for its end (retention removed it). */
export async function readVoiceRun(parts: ConversationParts, payload: VoiceTranscribe, correlationId: string): Promise<VoiceRun | null> {
  const [stored, settings] = await Promise.all([readToolRun(parts.db, payload.effectId), readSettings(parts.db, payload.ownerId)]);
  if (stored === null) return null;
  return {
    payload,
    correlationId,
    locale: LOCALES.find((one) => one === payload.locale) ?? settings.tenant.locale,
    context: contextOfWork(parts, payload, settings),
    said: new Set(stored.replies.map((reply) => reply.id)),
    keptSince: stored.replies.find((reply) => reply.id === effectId(payload.effectId, KEPT_N))?.createdAt ?? null,
    isFinished: stored.isFinished,
  };
}

/** The message of this transcription that the next one is edited into. */
export function saidLast({ payload, said }: Pick<VoiceRun, 'payload' | 'said'>): string | null {
  return [KEPT_N, LISTENING_N].map((n) => effectId(payload.effectId, n)).find((id) => said.has(id)) ?? null;
}
