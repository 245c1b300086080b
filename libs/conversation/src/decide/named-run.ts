import { askedAnew, retryOf } from '../dead/retry-dead';
import { askedTool } from '../domain/route';
import type { Decision, EffectIntent } from '../model/decision';
import { textMessage, withoutButtons } from '../model/message';
import type { Asked } from './decide-request';
import { answering } from './decision-parts';
import { dropPlan, namedPlan } from '../plan/drop-plan';
import { dropVoice, namedVoice, retryVoice } from '../voice/named-voice';
import { acknowledge, outdated } from './follow-route';
import type { Request } from './incoming';
import { outcomeOfFailure } from '../record/outcome';
import { endedWith } from '../record/record-end';
import { carried } from '../record/request-facts';
import { goneRun, RETRIED_TTL_SEC, retriedKey, wasRetried } from './retried';

type Press = Extract<Request, { type: 'press' }>;

/** Either its turn or it itself may be a replay. */
const NAMED_RUN = /^(?:retry|drop|voice:retry):(tg-\d{1,20}-\d{1,20}(?:-[a-z]+)?(?:-r\d{1,6})?-(?:\d{1,3}|asr|plan)(?:-r\d{1,6})?)$/;

/** The effect that a `retry:` or `drop:` button names; null for any other data. */
export function namedRunId(data: string | null): string | null {
  return (data === null ? null : NAMED_RUN.exec(data)?.[1]) ?? null;
}

/** Starts the same request as a fresh run; one that is still kept ends without an answer of its own. */
export function retryRun(asked: Asked, request: Press): Decision {
  const run = namedRun(asked);
  if (namedVoice(asked) !== null) return retryVoice(asked, request);
  if (run === null) return retryDeadRequest(asked, request);
  const { texts } = asked.context;
  if (wasRetried(asked, run.effectId)) return goneRun(asked, request);
  const effects: EffectIntent[] = [
    ...acknowledge(request, texts.text('kept.retrying')),
    // A run that ends now has not been recorded: the fresh one answers its request.
    { type: 'tool', ...askedTool(run), source: 'template', replyToMessageId: null, ...(run.isFinished ? {} : carried(run.request)) },
  ];
  if (request.messageId !== null) effects.push({ type: 'aside', message: withoutButtons({ messageId: request.messageId }) });
  return answering(asked.session, effects, {
    ended: run.isFinished ? [] : [run.effectId],
    keep: [{ key: retriedKey(run.effectId), value: true, ttlSec: RETRIED_TTL_SEC }],
    changes: askedAnew(run),
  });
}

/** A request that died comes again, at the tail of its chat; its message loses the button. */
function retryDeadRequest(asked: Asked, request: Press): Decision {
  const { deadRequest } = asked.facts;
  if (deadRequest === null || deadRequest === undefined || deadRequest.chatId !== asked.event.chatId) return outdated(asked, request);
  if (wasRetried(asked, deadRequest.noticeId)) return goneRun(asked, request);
  const effects: EffectIntent[] = [...acknowledge(request, asked.context.texts.text('kept.retrying'))];
  if (request.messageId !== null) effects.push({ type: 'aside', message: withoutButtons({ messageId: request.messageId }) });
  return {
    ...answering(asked.session, effects, { keep: [{ key: retriedKey(deadRequest.noticeId), value: true, ttlSec: RETRIED_TTL_SEC }] }),
    changes: [retryOf(deadRequest)],
    awaitsAnswer: false,
  };
}

/** Gives up a kept request: its notice becomes one line without buttons. */
export function dropRun(asked: Asked, request: Press): Decision {
  const run = namedRun(asked);
  const voice = namedVoice(asked);
  if (voice !== null) return dropVoice(asked, request, voice);
  const plan = namedPlan(asked);
  if (plan !== null) return dropPlan(asked, request, plan);
  if (run === null) return outdated(asked, request);
  const { texts } = asked.context;
  if (run.isFinished) return goneRun(asked, request);
  const effects: EffectIntent[] = [
    ...acknowledge(request),
    { type: 'answer', message: textMessage({ html: texts.html('kept.dropped') }, { editMessageId: request.messageId }) },
  ];
  const dropped = answering(asked.session, effects, { result: 'dropped', ended: [run.effectId] });
  return endedWith(dropped, run.request ?? null, outcomeOfFailure('abandoned', 'DROPPED', { kind: 'read', tool: run.tool }), null);
}

/** The named run, if it belongs to this chat. */
function namedRun({ facts, event }: Asked) {
  return facts.namedRun !== null && facts.namedRun.chatId === event.chatId ? facts.namedRun : null;
}
