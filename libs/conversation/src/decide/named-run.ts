import { retryOf } from '../dead/retry-dead';
import { askedTool } from '../domain/route';
import type { Decision, EffectIntent } from '../model/decision';
import { textMessage, withoutButtons } from '../model/message';
import type { Asked } from './decide-request';
import { answering } from './decision-parts';
import { acknowledge, outdated } from './follow-route';
import type { Request } from './incoming';

type Press = Extract<Request, { type: 'press' }>;

/** Either its turn or it itself may be a replay. */
const NAMED_RUN = /^(?:retry|drop):(tg-\d{1,20}-\d{1,20}(?:-[a-z]+)?(?:-r\d{1,6})?-\d{1,3}(?:-r\d{1,6})?)$/;
const RETRIED_TTL_SEC = 24 * 3600;

/** The effect that a `retry:` or `drop:` button names; null for any other data. */
export function namedRunId(data: string | null): string | null {
  return (data === null ? null : NAMED_RUN.exec(data)?.[1]) ?? null;
}

/** Kept under this key once a run was started anew, so that a second press does not start another. */
export const retriedKey = (effectId: string): string => `retried:${effectId}`;

/** Starts the same request as a fresh run; one that is still kept ends without an answer of its own. */
export function retryRun(asked: Asked, request: Press): Decision {
  const run = namedRun(asked);
  if (run === null) return retryDeadRequest(asked, request);
  const { texts } = asked.context;
  if (wasRetried(asked, run.effectId)) return gone(asked, request);
  const effects: EffectIntent[] = [
    ...acknowledge(request, texts.text('kept.retrying')),
    { type: 'tool', ...askedTool(run), source: 'template', replyToMessageId: null },
  ];
  if (request.messageId !== null) effects.push({ type: 'aside', message: withoutButtons({ messageId: request.messageId }) });
  return answering(asked.session, effects, {
    ended: run.isFinished ? [] : [run.effectId],
    keep: [{ key: retriedKey(run.effectId), value: true, ttlSec: RETRIED_TTL_SEC }],
  });
}

/** A request that died comes again, at the tail of its chat; its message loses the button. */
function retryDeadRequest(asked: Asked, request: Press): Decision {
  const { deadRequest } = asked.facts;
  if (deadRequest === null || deadRequest === undefined || deadRequest.chatId !== asked.event.chatId) return outdated(asked, request);
  if (wasRetried(asked, deadRequest.noticeId)) return gone(asked, request);
  const effects: EffectIntent[] = [...acknowledge(request, asked.context.texts.text('kept.retrying'))];
  if (request.messageId !== null) effects.push({ type: 'aside', message: withoutButtons({ messageId: request.messageId }) });
  return {
    ...answering(asked.session, effects, { keep: [{ key: retriedKey(deadRequest.noticeId), value: true, ttlSec: RETRIED_TTL_SEC }] }),
    changes: [retryOf(deadRequest)],
    awaitsAnswer: false,
  };
}

function wasRetried({ facts }: Asked, effectId: string): boolean {
  return facts.kept[retriedKey(effectId)] !== undefined;
}

function gone(asked: Asked, request: Press): Decision {
  return { ...answering(asked.session, acknowledge(request, asked.context.texts.text('kept.gone'))), result: 'refused', awaitsAnswer: false };
}

/** Gives up a kept request: its notice becomes one line without buttons. */
export function dropRun(asked: Asked, request: Press): Decision {
  const run = namedRun(asked);
  if (run === null) return outdated(asked, request);
  const { texts } = asked.context;
  if (run.isFinished) return { ...answering(asked.session, acknowledge(request, texts.text('kept.gone'))), result: 'refused', awaitsAnswer: false };
  const effects: EffectIntent[] = [
    ...acknowledge(request),
    { type: 'answer', message: textMessage({ html: texts.html('kept.dropped') }, { editMessageId: request.messageId }) },
  ];
  return answering(asked.session, effects, { result: 'dropped', ended: [run.effectId] });
}

/** The named run, if it belongs to this chat. */
function namedRun({ facts, event }: Asked) {
  return facts.namedRun !== null && facts.namedRun.chatId === event.chatId ? facts.namedRun : null;
}
