/** What a chat remembers of its voice messages. JSON; part of the session. */
import type { Session } from '../model/session';
import { carried, readRequestFacts, type RequestFacts } from '../record/request-facts';

/** Words that were heard and wait for a yes; at most one at a time. */
export interface OpenWords {
  /** Buttons name it. */
  readonly id: string;
  /** Only who spoke may say yes. */
  readonly ownerId: string;
  readonly text: string;
  /** The effect whose message shows them. */
  readonly effectId: string;
  /** The voice message. */
  readonly messageId: string | null;
  /** Somebody else said them. */
  readonly isForwarded: boolean;
  /** They came when the chat had gone on: they answer no question. */
  readonly isLate: boolean;
  /** ISO instant. */
  readonly expiresAt: string;
  /** The request that they are; absent once it is recorded. */
  readonly request?: RequestFacts;
}

/** A voice message that its chat does not wait for (any more): it is heard later, or was dropped before its turn. */
export interface LooseVoice {
  readonly updateId: string;
  readonly effectId: string;
  readonly isDropped: boolean;
}

/** How long words wait for a yes. */
export const OPEN_WORDS_TTL_MS = 15 * 60_000;
/** Older ones are forgotten; what becomes of them then is ignored. */
const MOST_LOOSE = 10;

export function looseVoice({ voices }: Pick<Session, 'voices'>, updateId: string): LooseVoice | undefined {
  return voices.find((one) => one.updateId === updateId);
}

export function withLoose(session: Session, voice: LooseVoice): Session {
  return { ...session, voices: [...session.voices.filter(({ updateId }) => updateId !== voice.updateId), voice].slice(-MOST_LOOSE) };
}

export function withoutLoose(session: Session, updateId: string): Session {
  return looseVoice(session, updateId) === undefined ? session : { ...session, voices: session.voices.filter((one) => one.updateId !== updateId) };
}

/** Reads stored words; anything else is none. */
export function readOpenWords(stored: unknown): OpenWords | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { id, ownerId, text, effectId, messageId, isForwarded, isLate, expiresAt, request }: Partial<Record<keyof OpenWords, unknown>> = stored;
  if (typeof id !== 'string' || typeof ownerId !== 'string' || typeof text !== 'string' || typeof effectId !== 'string' || typeof expiresAt !== 'string') return null;
  return { id, ownerId, text, effectId, messageId: typeof messageId === 'string' ? messageId : null, isForwarded: isForwarded === true, isLate: isLate === true, expiresAt, ...carried(readRequestFacts(request)) };
}

export function readLooseVoices(stored: unknown): readonly LooseVoice[] {
  const list: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return list.flatMap((one) => (isLoose(one) ? [{ updateId: one.updateId, effectId: one.effectId, isDropped: one.isDropped }] : []));
}

function isLoose(value: unknown): value is LooseVoice {
  if (typeof value !== 'object' || value === null) return false;
  const { updateId, effectId, isDropped }: Partial<Record<keyof LooseVoice, unknown>> = value;
  return typeof updateId === 'string' && typeof effectId === 'string' && typeof isDropped === 'boolean';
}
