import { escapeHtml } from '@ownerbot/telegram';
import type { ComposedDomains } from '../domain/compose-domains';
import { askedTool, type AskedTool, type PlainRoute } from '../domain/route';
import { DomainGapError } from '../errors';
import type { Decision, EffectIntent } from '../model/decision';
import { effectId } from '../model/effect';
import { callbackAnswer, textMessage, withoutButtons } from '../model/message';
import type { Reply } from '../model/reply';
import type { Session } from '../model/session';
import type { Asked } from './decide-request';
import { answering } from './decision-parts';
import type { Request } from './incoming';

/** Turns what a request means into effects. The first effect of a press is always its acknowledgement. */
export function followRoute(composed: ComposedDomains, asked: Asked, request: Request, route: PlainRoute): Decision {
  const target = targetOf(composed, asked, request, route);
  const { keep = [], audit = [], advice } = target.reply ?? {};
  return {
    ...target.decision,
    ...(advice === undefined ? {} : { advice }),
    keep: [...target.decision.keep, ...(route.keep ?? []), ...keep],
    audit: [...target.decision.audit, ...audit],
    changes: [...target.decision.changes, ...(route.changes ?? [])],
  };
}

interface Target {
  readonly decision: Decision;
  readonly reply?: Reply;
}

function targetOf(composed: ComposedDomains, asked: Asked, request: Request, route: PlainRoute): Target {
  const { session, context } = asked;
  switch (route.type) {
    case 'tool': {
      if (!composed.presenters.has(route.tool)) throw new DomainGapError('tool', route.tool);
      const effects: EffectIntent[] = [
        ...acknowledge(request, route.ackKey === undefined ? undefined : context.texts.text(route.ackKey)),
        { type: 'tool', ...askedTool(route), ...(route.understood === undefined ? {} : { understood: route.understood }), source: request.incoming.source, ...replyPlace(request, route) },
      ];
      return { decision: answering(session, effects) };
    }
    case 'panel': {
      const panel = composed.panels.get(route.panel);
      if (panel === undefined) throw new DomainGapError('panel', route.panel);
      return { decision: showPanel(asked, request, panel(context), route.as) };
    }
    case 'reply':
      return { reply: route.reply, decision: showReply(session, request, route.reply, route.as ?? 'new') };
    case 'refusal':
      return {
        reply: route.reply,
        decision: {
          ...showReply(session, request, route.reply, 'new'),
          result: 'refused',
          audit: [{ eventType: 'request_refused', severity: 'info', fields: { reason: route.reason, ...(route.kind === undefined ? {} : { kind: route.kind }), source: request.incoming.source } }],
        },
      };
    case 'help': {
      const reply = composed.domains[0].help(context, null);
      return { reply, decision: showReply(session, request, reply, 'edit') };
    }
    case 'notice':
      return request.type === 'press'
        ? { decision: { ...answering(session, acknowledge(request, route.text)), awaitsAnswer: false } }
        : { decision: showReply(session, request, { html: escapeHtml(route.text) }, 'new') };
    case 'outdated':
      return { decision: outdated(asked, request) };
    case 'close': {
      if (request.type !== 'press' || request.messageId === null) return targetOf(composed, asked, request, { type: 'help' });
      const effects: EffectIntent[] = [...acknowledge(request), { type: 'aside', message: { type: 'delete', messageId: request.messageId } }];
      return { decision: { ...answering(session, effects), awaitsAnswer: false } };
    }
  }
}

/** A text is what its answer belongs to; a press is, where the answer goes on with the pressed one. */
function replyPlace(request: Request, { follows }: AskedTool): { replyToMessageId: string | null; redraws?: true } {
  if (request.type !== 'press') return { replyToMessageId: request.incoming.messageId };
  return follows === undefined || request.messageId === null ? { replyToMessageId: null } : { replyToMessageId: request.messageId, redraws: true };
}

/** Answers a press, so that its button stops spinning; with `text` a short toast. Nothing for a message. */
export function acknowledge(request: Request, text?: string): EffectIntent[] {
  return request.type === 'press' ? [{ type: 'aside', message: callbackAnswer(request.pressId, text) }] : [];
}

/** The alert "this button is out of date": a press that changes nothing. */
export function outdated({ session, context }: Asked, request: Request): Decision {
  const effects: EffectIntent[] =
    request.type === 'press' ? [{ type: 'aside', message: callbackAnswer(request.pressId, context.texts.text('callback.outdated'), true) }] : [];
  return { ...answering(session, effects), result: 'refused', awaitsAnswer: false };
}

function showReply(session: Session, request: Request, reply: Reply, as: 'new' | 'edit'): Decision {
  const editMessageId = as === 'edit' && request.type === 'press' ? request.messageId : null;
  return answering(session, [...acknowledge(request), { type: 'answer', message: textMessage(reply, { editMessageId }) }]);
}

/**
 * Draws a panel: the pressed message becomes it, or a new one does and the old anchor loses its keyboard.
 * `anchor` redraws the chat's panel for a text too. The session notes the effect that draws it.
 */
export function showPanel(asked: Asked, request: Request, reply: Reply, as: 'new' | 'edit' | 'anchor'): Decision {
  const { session, event } = asked;
  const editMessageId = as !== 'new' && request.type === 'press' ? request.messageId : null;
  const editOf = as === 'anchor' && editMessageId === null ? session.anchorEffectId : null;
  const effects: EffectIntent[] = [...acknowledge(request), { type: 'answer', message: textMessage(reply, { editMessageId, editOf }) }];
  const anchorEffectId = effectId(event.jobId, effects.length);
  if (editMessageId === null && editOf === null && session.anchorEffectId !== null) effects.push({ type: 'aside', message: withoutButtons({ of: session.anchorEffectId }) });
  return answering({ ...session, anchorEffectId }, effects);
}
