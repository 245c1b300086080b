import { LOCALES, type Locale } from '@ownerbot/messages';
import type { IntentPlan } from '@ownerbot/queues';
import { readSettings, readToolRun } from '@ownerbot/storage';
import type { ReplyContext } from '../../domain/context';
import { effectId } from '../../model/effect';
import { contextOfWork } from '../../turn/context-of-work';
import type { ConversationParts } from '../../turn/turn-parts';
import { THINKING_N } from '../thinking';

/** What a plan knows of itself: what it has said already, and how to speak. */
export interface PlanRun {
  readonly payload: IntentPlan;
  readonly correlationId: string;
  readonly locale: Locale;
  readonly context: ReplyContext;
  /** Ids of the messages of earlier attempts. */
  readonly said: ReadonlySet<string>;
  readonly isFinished: boolean;
}

/** Null: the effect is unknown, so nobody waits for its end (retention removed it). */
export async function readPlanRun(parts: ConversationParts, payload: IntentPlan, correlationId: string): Promise<PlanRun | null> {
  const [stored, settings] = await Promise.all([readToolRun(parts.db, payload.effectId), readSettings(parts.db, payload.ownerId)]);
  if (stored === null) return null;
  return {
    payload,
    correlationId,
    locale: LOCALES.find((one) => one === payload.locale) ?? settings.tenant.locale,
    context: contextOfWork(parts, payload, settings),
    said: new Set(stored.replies.map((reply) => reply.id)),
    isFinished: stored.isFinished,
  };
}

/** The message that the next one of this request is edited into; null: nothing was said yet. */
export function saidLast({ payload, said }: Pick<PlanRun, 'payload' | 'said'>): string | null {
  const own = effectId(payload.effectId, THINKING_N);
  return said.has(own) ? own : (payload.continues ?? null);
}
