/** What a chat remembers of its plans. JSON; part of the session. */
import type { Session } from '../model/session';

/** A text whose chat does not wait for its plan (any more): what comes of it is offered. */
export interface LoosePlan {
  readonly updateId: string;
  readonly effectId: string;
  /** The effect that told the owner so; the offer takes its message's place. Null: nobody was told. */
  readonly said: string | null;
}

/** Older ones are forgotten; what becomes of them then is ignored. */
const MOST_LOOSE = 10;

export function loosePlan({ plans }: Pick<Session, 'plans'>, updateId: string): LoosePlan | undefined {
  return plans.find((one) => one.updateId === updateId);
}

export function withLoosePlan(session: Session, plan: LoosePlan): Session {
  return { ...session, plans: [...session.plans.filter(({ updateId }) => updateId !== plan.updateId), plan].slice(-MOST_LOOSE) };
}

export function withoutLoosePlan(session: Session, updateId: string): Session {
  return loosePlan(session, updateId) === undefined ? session : { ...session, plans: session.plans.filter((one) => one.updateId !== updateId) };
}

export function readLoosePlans(stored: unknown): readonly LoosePlan[] {
  const list: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return list.flatMap((one) => {
    if (typeof one !== 'object' || one === null) return [];
    const { updateId, effectId, said }: Partial<Record<keyof LoosePlan, unknown>> = one;
    return typeof updateId === 'string' && typeof effectId === 'string' ? [{ updateId, effectId, said: typeof said === 'string' ? said : null }] : [];
  });
}
