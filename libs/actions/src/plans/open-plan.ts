import { readPlan, type Database, type PlanRow } from '@ownerbot/storage';
import { namedUuid } from '../ids';
import { beginPlan } from './begin-plan';
import { isActive } from './end-plan';
import { stepsOf } from './plan-audit';
import type { PlanPlace } from './plan-steps';

/** A plan as the run of its change finds it. */
export type OpenedPlan =
  | { readonly type: 'open'; readonly plan: PlanRow }
  /** Its time is over, or it was taken back. */
  | { readonly type: 'gone' }
  /** Another plan of the chat took its place. */
  | { readonly type: 'replaced' };

/** Ends of a plan after which its change may be previewed once more, with all its steps. */
const REVIVED = ['tampered', 'mode_changed'];

/**
 * Finds the plan that a run belongs to. After a commit that failed, or a preview that lost its force, a fresh preview has a plan of its
 * own with the same steps, for as long as the first one would have lived. Idempotent: a run that is repeated finds the same plan.
 */
export async function openPlan(db: Database, { place, effectId, at }: { place: PlanPlace; effectId: string; at: Date }): Promise<OpenedPlan> {
  const revivedId = namedUuid(`plan/${effectId}`);
  const plan = (await readPlan(db, revivedId)) ?? (await readPlan(db, place.planId));
  if (plan === null || plan.expiresAt <= at) return { type: 'gone' };
  if (isActive(plan)) return { type: 'open', plan };
  if (plan.state === 'cancelled' && plan.reason === 'superseded') return { type: 'replaced' };
  const mayRevive = plan.planId !== revivedId && (plan.state === 'failed' || (plan.state === 'cancelled' && REVIVED.includes(plan.reason ?? '')));
  if (!mayRevive) return { type: 'gone' };
  const { botId, chatId, ownerUserId, correlationId, source, expiresAt } = plan;
  const steps = stepsOf(plan).map((step) => ({ ...step, fate: null }));
  await db.transaction((tx) => beginPlan(tx, { planId: revivedId, botId, chatId, ownerUserId, correlationId, source, steps, createdAt: at, expiresAt }, at));
  const revived = await readPlan(db, revivedId);
  return revived === null ? { type: 'gone' } : { type: 'open', plan: revived };
}
