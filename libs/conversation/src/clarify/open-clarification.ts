import type { Asked } from '../decide/decide-request';
import type { Clarification } from './clarification';

/** The question that stands open for this owner; null: there is none, or its time is over. */
export function openClarification({ session, context }: Asked): Clarification | null {
  const { clarification } = session;
  const isOpen = clarification !== null && clarification.ownerId === context.principal.telegramId && Date.parse(clarification.expiresAt) > context.now.getTime();
  return isOpen ? clarification : null;
}
