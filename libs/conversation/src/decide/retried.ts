import type { Decision } from '../model/decision';
import type { Asked } from './decide-request';
import { answering } from './decision-parts';
import { acknowledge } from './follow-route';
import type { Request } from './incoming';

export const RETRIED_TTL_SEC = 24 * 3600;

/** Kept under this key once a request was started anew, so that a second press does not start another. */
export const retriedKey = (effectId: string): string => `retried:${effectId}`;

export function wasRetried({ facts }: Asked, effectId: string): boolean {
  return facts.kept[retriedKey(effectId)] !== undefined;
}

/** A press on a request that is no longer there. */
export function goneRun(asked: Asked, request: Request): Decision {
  return { ...answering(asked.session, acknowledge(request, asked.context.texts.text('kept.gone'))), result: 'refused', awaitsAnswer: false };
}
