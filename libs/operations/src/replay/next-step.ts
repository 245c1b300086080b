import type { ReplayFacts } from '@ownerbot/storage';

export type NextStep =
  | { readonly type: 'open'; readonly count: number }
  /** Nothing to do now: the rate is used up, jobs are under way, or it is paused. */
  | { readonly type: 'wait' }
  | { readonly type: 'canary-passed' }
  | { readonly type: 'stop'; readonly why: string }
  | { readonly type: 'end' };

/** What an operation does next; pure. */
export function nextStep({ state, canary, canaryOver, items, total }: Pick<ReplayFacts, 'state' | 'canary' | 'canaryOver' | 'items' | 'total'>, allowed: number): NextStep {
  const { waiting = 0, opened = 0, added = 0, dead = 0 } = items;
  const underWay = opened + added;
  if (waiting === 0 && underWay === 0) return { type: 'end' };
  if (state !== 'running') return { type: 'wait' };
  if (canary === null || canaryOver) return waiting > 0 && allowed > 0 ? { type: 'open', count: Math.min(waiting, allowed) } : { type: 'wait' };
  const begun = Math.min(total, canary.first) - (total - waiting);
  // Said at once, not only when the last of them has ended.
  if (dead > canary.maxDead && waiting > 0) return { type: 'stop', why: `canary: ${dead} of the first ${total - waiting} died again, ${canary.maxDead} allowed` };
  if (begun > 0) return allowed > 0 ? { type: 'open', count: Math.min(begun, allowed) } : { type: 'wait' };
  return underWay > 0 || waiting === 0 ? { type: 'wait' } : { type: 'canary-passed' };
}
