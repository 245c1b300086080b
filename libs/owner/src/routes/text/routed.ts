import type { Route } from '@ownerbot/conversation';
import type { Meant } from '../../intents/meant';
import type { Understanding } from '../../intents/understand';

/** The ways in which a text may be understood, in the order in which they are tried; the numbers stand in the records of requests. */
export const STAGE = { guard: 3, bareId: 4, phrase: 5, rule: 6, plan: 7, advice: 8 } as const;

/** A route with how it was found; null stays null. */
export function routedBy(stage: keyof typeof STAGE, route: Route | null, { confidence = 1, templateId = null }: { readonly confidence?: number; readonly templateId?: string | null } = {}): Route | null {
  return route === null ? null : { ...route, routed: { stage: STAGE[stage], confidence, templateId } };
}

/** A route of what a sentence was understood as. */
export function routedAs(understood: Understanding, route: Route | null): Route | null {
  switch (understood.type) {
    case 'run':
      return routedBy('phrase', route, reliance(understood.meant));
    case 'choose':
      return routedBy(understood.why === 'several' ? 'plan' : 'phrase', route, { confidence: Math.max(0, ...understood.among.map((meant) => reliance(meant).confidence)) });
    case 'plan':
      return routedBy('plan', route);
    case 'guarded':
    case 'why':
    case 'unknown_change':
      return routedBy('guard', route);
    case 'not_offered':
    case 'nothing':
      return routedBy('phrase', route);
  }
}

function reliance({ candidate: { confidence, reading: { target } } }: Meant): { readonly confidence: number; readonly templateId: string | null } {
  return { confidence: Math.round(confidence * 100) / 100, templateId: target.type === 'template' ? target.template.templateId : null };
}
