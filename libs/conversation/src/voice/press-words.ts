import { parseCallback } from '@ownerbot/telegram';
import type { Asked } from '../decide/decide-request';
import { answering, joined } from '../decide/decision-parts';
import { acknowledge, outdated } from '../decide/follow-route';
import { spokenRequest, type Request } from '../decide/incoming';
import type { Decision } from '../model/decision';
import { textMessage, withoutButtons } from '../model/message';
import { withEcho } from './with-echo';
import type { PlanWish } from '../plan/ask-for-plan';
import type { OpenWords } from './voice-state';

type Press = Extract<Request, { type: 'press' }>;
type DecideWords = (asked: Asked, words: Extract<Request, { type: 'text' }>, options: { readonly answersSteps: boolean; readonly plan: Omit<PlanWish, 'rules'> }) => Decision;

/** The owner has said that these are the words. */
const SAID_YES = { confidence: 1 };

/** A press below words that were heard: they run as they were heard, or nothing does. */
export function pressWords(asked: Asked, request: Press, decideWords: DecideWords): Decision {
  const callback = parseCallback(request.data);
  const words = openWords(asked);
  if (callback?.type !== 'voice-words' || words === null || callback.id !== words.id) return outdated(asked, request);
  const free = forgotten(asked);
  if (callback.act === 'no') {
    const html = asked.context.texts.html('conversation.voice.not_run');
    return answering(free.session, [...acknowledge(request), { type: 'answer', message: textMessage({ html }, { editMessageId: request.messageId }) }]);
  }
  const decision = decideWords(free, spokenRequest(asked.event, words.text, words), { answersSteps: !words.isLate, plan: { heard: SAID_YES, isForwarded: words.isForwarded, said: words.effectId, isLate: false } });
  const answered = withEcho(decision, { context: asked.context, text: words.text, said: words.effectId });
  const begun = request.messageId === null ? acknowledge(request) : [...acknowledge(request), { type: 'aside' as const, message: withoutButtons({ messageId: request.messageId }) }];
  const voiceRoute = { eventType: 'voice_route', severity: 'info' as const, fields: { update_id: asked.event.updateId, stage: 'confirmed', echoed: true } };
  // What the words ask for is recorded as the request that they are.
  const resolved = words.request === undefined ? {} : { resolved: [words.request.id] };
  return joined(asked.event.jobId, { effects: begun, audit: [voiceRoute], session: free.session, ...resolved }, answered);
}

/** Whatever is typed takes the place of words that wait for a yes: their buttons go. */
export function settledWords(asked: Asked, isCancel: boolean, decide: (asked: Asked) => Decision): Decision {
  const { words } = asked.session;
  if (words === null) return decide(asked);
  // Taking back takes back these words alone.
  if (isCancel && openWords(asked) !== null) return dropWords(asked, words);
  const decision = decide(forgotten(asked));
  return { ...decision, effects: [...decision.effects, { type: 'aside', message: withoutButtons({ of: words.effectId }) }] };
}

function dropWords(asked: Asked, { effectId }: OpenWords): Decision {
  const html = asked.context.texts.html('conversation.voice.not_run');
  return answering(forgotten(asked).session, [{ type: 'answer', message: textMessage({ html }, { editOf: effectId }) }]);
}

/** Words that wait for a yes of this owner. */
export function openWords({ session, context }: Asked): OpenWords | null {
  const { words } = session;
  return words !== null && words.ownerId === context.principal.telegramId && Date.parse(words.expiresAt) > context.now.getTime() ? words : null;
}

export const forgotten = (asked: Asked): Asked => (asked.session.words === null ? asked : { ...asked, session: { ...asked.session, words: null } });
