import type { Decision } from '../model/decision';
import { dropPlanOfChat } from '../plan/drop-plan';
import { dropVoiceOfChat } from '../voice/drop-voice';
import type { Asked } from './asked';

/** Drops what the chat waits for, a voice message or a plan; where it waits for nothing, what is still to come of either. Null: there is nothing. */
export function dropOfChat(asked: Asked): Decision | null {
  return asked.session.awaits?.event === 'planned' ? dropPlanOfChat(asked) : (dropVoiceOfChat(asked) ?? dropPlanOfChat(asked));
}
