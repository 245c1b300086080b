import { passGate, type AccessSettings } from '@ownerbot/access';
import { fitLabel, buildCallback } from '@ownerbot/telegram';
import type { VoiceFailure } from '@ownerbot/voice';
import type { ComposedDomains } from '../domain/compose-domains';
import { answering, joined, quietly } from '../decide/decision-parts';
import { decideRequest, decideWords, type Asked, type RequestRules } from '../decide/decide-request';
import { spokenRequest, writtenRequest } from '../decide/incoming';
import { contextOf } from '../decide/reply-context';
import { effectId } from '../model/effect';
import type { AuditNote } from '../model/audit-note';
import type { Decision } from '../model/decision';
import type { HeardEvent, TurnEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import { textMessage } from '../model/message';
import type { Reply } from '../model/reply';
import type { Session } from '../model/session';
import { outcomeOfFailure } from '../record/outcome';
import { endedWith, factsOf } from '../record/record-end';
import { carried, type RequestFacts } from '../record/request-facts';
import { echoLine } from './echo';
import { readHeard, type HeardData } from './heard-data';
import { judgeWords } from './judge-words';
import { wordsId } from './voice-ids';
import { looseVoice, OPEN_WORDS_TTL_MS, withoutLoose, type OpenWords } from './voice-state';
import { withEcho } from './with-echo';

export interface HeardRules extends RequestRules {
  readonly composed: ComposedDomains;
  readonly access: Readonly<AccessSettings>;
}

/** Whose words an internal event brings: in a private chat its id is the owner's. Null: nobody's who passes the gate (any more). */
export function speakerOf({ chatId }: Pick<TurnEvent, 'chatId'>, access: Readonly<AccessSettings>) {
  const gate = passGate({ userId: chatId, isBot: false, chatKind: 'private', updateKind: 'message', text: null }, access);
  return gate.pass ? gate.principal : null;
}

/** A transcription came to its end: its words are routed as if they were typed, or the owner is told why there are none. */
export function decideHeard(rules: HeardRules, session: Session, event: HeardEvent, facts: TurnFacts, now: Date): Decision {
  const heard = readHeard(event.data);
  const isAwaited = session.awaits?.event === 'heard' && session.awaits.updateId === event.updateId;
  const loose = looseVoice(session, event.updateId);
  const free = withoutLoose(isAwaited ? { ...session, awaits: null } : session, event.updateId);
  const principal = speakerOf(event, rules.access);
  const isWanted = isAwaited || loose?.isDropped === false || (heard?.isReplay === true && loose === undefined);
  if (heard === null || principal === null || !isWanted) return quietly(free, 'ignored');
  const asked: Asked = { session: free, event, facts, context: contextOf(rules.composed, principal, event, facts, now) };
  const decision = heard.end.type === 'failure' ? tellFailure(asked, heard, heard.end.failure) : hearWords(rules, asked, { ...heard, ...heard.end, isLate: heard.isLate || loose !== undefined });
  if (heard.caption === null) return decision;
  const below: Asked = { ...asked, session: decision.session };
  const caption = decideRequest(rules.composed, { ...below, session: { ...below.session, words: null } }, writtenRequest(event, heard.caption, heard), rules);
  return joined(event.jobId, decision, { ...caption, session: { ...caption.session, words: decision.session.words } });
}

type HeardWords = HeardData & { readonly text: string; readonly confidence: number | null };

function hearWords({ composed, voice, plan }: HeardRules, asked: Asked, heard: HeardWords): Decision {
  const { text, confidence, isLate, said } = heard;
  const { event, context } = asked;
  const earlier = asked.session.words;
  const free: Asked = { ...asked, session: { ...asked.session, words: null } };
  const wish = { rules: plan, heard: { confidence }, isForwarded: heard.isForwarded, said, isLate };
  const { decision, match } = decideWords(composed, free, spokenRequest(event, text, heard), { answersSteps: !isLate, plan: wish });
  const verdict = judgeWords({ confidence, threshold: voice.confidenceThreshold, match, isLate });
  const audit: AuditNote = { eventType: 'voice_route', severity: 'info', fields: { update_id: event.updateId, stage: match, verdict, confidence, echoed: true, is_late: isLate } };
  const replaced = earlier === null ? [] : [{ type: 'aside' as const, message: { type: 'markup' as const, of: earlier.effectId } }];
  const facts = factsOf(free, spokenRequest(event, text, heard), { stage: null, confidence: confidence ?? 0 });
  const answer = verdict === 'run' ? withEcho(decision, { context, text, said }) : verdict === 'ask' ? askWords(free, heard, facts) : askAgain(free, heard, facts);
  return { ...answer, effects: [...answer.effects, ...replaced], audit: [...answer.audit, audit] };
}

/** Too unsure even to be asked about: it is to be said again. */
function askAgain(asked: Asked, heard: HeardWords, facts: RequestFacts | null): Decision {
  const { texts, now } = asked.context;
  const answer = answerWith(asked, heard, { html: `${echoLine(texts, heard.text)}\n\n${texts.html('conversation.voice.repeat')}` });
  return endedWith(answer, facts, outcomeOfFailure('unresolved', 'WORDS_UNSURE', { kind: 'words' }), now);
}

/** Shows the words; they run after a yes alone. */
function askWords(asked: Asked, heard: HeardWords, facts: RequestFacts | null): Decision {
  const { event, context, session } = asked;
  const { texts } = context;
  const id = wordsId(event.jobId);
  const words: OpenWords = {
    id,
    ownerId: context.principal.telegramId,
    text: heard.text,
    effectId: effectId(event.jobId, 1),
    messageId: heard.messageId,
    isForwarded: heard.isForwarded,
    isLate: heard.isLate,
    expiresAt: new Date(context.now.getTime() + OPEN_WORDS_TTL_MS).toISOString(),
    ...carried(facts),
  };
  const reply: Reply = {
    html: `${echoLine(texts, heard.text)}\n\n${texts.html(heard.isLate ? 'conversation.voice.ask_late' : 'conversation.voice.ask')}`,
    buttons: [
      [
        { text: fitLabel(texts.text('conversation.voice.button.yes')), data: buildCallback({ type: 'voice-words', act: 'run', id }) },
        { text: fitLabel(texts.text('conversation.voice.button.no')), data: buildCallback({ type: 'voice-words', act: 'no', id }) },
      ],
    ],
  };
  return answerWith({ ...asked, session: { ...session, words } }, heard, reply);
}

function tellFailure(asked: Asked, heard: HeardData, failure: VoiceFailure): Decision {
  const { texts } = asked.context;
  const mayHelp = failure.code === 'UPSTREAM_UNAVAILABLE' || (failure.code === 'ASR_FAILED' && failure.reason === 'internal');
  const buttons = mayHelp ? [[{ text: texts.text('button.retry'), data: buildCallback({ type: 'voice-retry', requestId: heard.effectId }) }]] : [];
  const audit: AuditNote = { eventType: 'voice_route', severity: 'info', fields: { update_id: asked.event.updateId, stage: 'failed', code: failure.code, reason: failure.reason, echoed: false } };
  const told: Decision = { ...answerWith(asked, heard, { html: texts.html(`conversation.voice.failed.${failure.code === 'BAD_CONFIG' ? 'config' : failure.code === 'UPSTREAM_UNAVAILABLE' ? 'away' : failure.reason}`), buttons }), result: 'refused', audit: [audit] };
  const facts = factsOf(asked, spokenRequest(asked.event, '', heard), { stage: null, confidence: 0 });
  return endedWith(told, facts, outcomeOfFailure('error', failure.code, { kind: 'voice' }), asked.context.now);
}

function answerWith({ session }: Asked, { said, messageId }: HeardData, reply: Reply): Decision {
  return answering(session, [{ type: 'answer', message: textMessage(reply, { editOf: said, replyToMessageId: messageId }) }]);
}
