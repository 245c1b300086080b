import type { Decision, EffectIntent, TurnResult } from '../model/decision';
import { effectId } from '../model/effect';
import type { Session } from '../model/session';

/** A decision that only takes note. */
export function quietly(session: Session, result: TurnResult): Decision {
  return { session, effects: [], result, awaitsAnswer: false, audit: [], keep: [], changes: [], ended: [] };
}

/** A decision on a request: it has an answer now, or a tool run that will write one. */
export function answering(session: Session, effects: readonly EffectIntent[], more: Partial<Decision> = {}): Decision {
  return { ...quietly(session, 'answered'), effects, awaitsAnswer: true, ...more };
}

/**
 * Two decisions of one event as one, the effects of the second behind those of the first. Effects are named by their place, so an anchor
 * that the second one draws is named anew.
 */
export function joined(jobId: string, first: Pick<Decision, 'effects'> & Partial<Decision>, second: Decision): Decision {
  const { anchorEffectId } = second.session;
  const [, n] = /-(\d+)$/.exec(anchorEffectId ?? '') ?? [];
  const isDrawnNow = n !== undefined && anchorEffectId === effectId(jobId, Number(n)) && first.session?.anchorEffectId !== anchorEffectId;
  return {
    ...second,
    session: isDrawnNow ? { ...second.session, anchorEffectId: effectId(jobId, Number(n) + first.effects.length) } : second.session,
    effects: [...first.effects, ...second.effects],
    awaitsAnswer: (first.awaitsAnswer ?? false) || second.awaitsAnswer,
    audit: [...(first.audit ?? []), ...second.audit],
    keep: [...(first.keep ?? []), ...second.keep],
    changes: [...(first.changes ?? []), ...second.changes],
    ended: [...(first.ended ?? []), ...second.ended],
    step: first.step ?? second.step ?? null,
    ...(second.plan === undefined ? {} : { plan: second.plan }),
    ...(first.resolved === undefined && second.resolved === undefined ? {} : { resolved: [...(first.resolved ?? []), ...(second.resolved ?? [])] }),
  };
}
