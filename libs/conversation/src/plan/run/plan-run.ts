import type { IntentPlan } from '@ownerbot/queues';
import { effectId } from '../../model/effect';
import type { WaitedRun } from '../../turn/waited-run';
import { THINKING_N } from '../thinking';

export type PlanRun = WaitedRun<IntentPlan>;

/** The message that the next one of this request is edited into; null: nothing was said yet. */
export function saidLast({ payload, said }: Pick<PlanRun, 'payload' | 'said'>): string | null {
  const own = effectId(payload.effectId, THINKING_N);
  return said.has(own) ? own : (payload.continues ?? null);
}
