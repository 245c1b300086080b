import { passGate, type AccessSettings, type GateAnswer } from '@ownerbot/access';
import { isProposalData } from '@ownerbot/actions';
import type { ComposedDomains } from '../domain/compose-domains';
import type { AuditNote } from '../model/audit-note';
import type { Decision } from '../model/decision';
import type { TurnEvent, UpdateEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import { callbackAnswer, textMessage } from '../model/message';
import type { Session } from '../model/session';
import { closeExpired, leftBehind } from '../record/open-requests';
import { quietly } from './decision-parts';
import { decidePlanned } from '../plan/decide-planned';
import { goOnWithoutPlan } from '../plan/go-on-without-plan';
import { PLAN_OFF, type PlanRules } from '../plan/plan-rules';
import { decideRequest, type RequestRules } from './decide-request';
import { decideHeard } from '../voice/decide-heard';
import { goOnWithout } from '../voice/go-on-without';
import { VOICE_OFF, type VoiceRules } from '../voice/voice-rules';
import { readRequest } from './incoming';
import { contextOf } from './reply-context';

/** What is the same for every decision of a process. */
export interface DecideRules {
  readonly composed: ComposedDomains;
  readonly access: Readonly<AccessSettings>;
  readonly floodMaxPerMinute: number;
  /** Absent: voice messages are not heard. */
  readonly voice?: VoiceRules;
  /** Absent: a text that nothing matched is answered with the help. */
  readonly plan?: PlanRules;
}

export type Decide = (session: Session, event: TurnEvent, facts: TurnFacts, now: Date) => Decision;

/** How long a person who floods is left without another notice. */
const FLOOD_NOTICE_TTL_SEC = 60;
const REFUSED_TTL_SEC = 10 * 365 * 24 * 3600;

/** Kinds that a person acts by; all others are taken note of and ignored. */
const REQUEST_KINDS: readonly string[] = ['message', 'callback_query'];

/**
 * The heart: what an event means for its chat. Pure: no I/O, no clock, no randomness; the same arguments give the same decision.
 */
export function createDecide(rules: DecideRules): Decide {
  return (before, event, facts, now) => {
    const { session, audit } = closeExpired(before, now);
    const decision = decideEvent(rules, session, event, facts, now);
    const left = leftBehind(session, decision);
    return audit.length + left.length === 0 ? decision : { ...decision, audit: [...audit, ...left, ...decision.audit] };
  };
}

function decideEvent(rules: DecideRules, session: Session, event: TurnEvent, facts: TurnFacts, now: Date): Decision {
  if (event.name === 'update') return decideUpdate(rules, session, event, facts, now);
  if (event.name === 'heard') return decideHeard({ ...rules, ...requestRules(rules) }, session, event, facts, now);
  if (event.name === 'planned') return decidePlanned({ ...rules, ...requestRules(rules) }, session, event, facts, now);
  return event.awaited === 'heard' ? quietly(goOnWithout(session, event), 'ignored') : goOnWithoutPlan(rules.composed, session, event, facts);
}

const requestRules = ({ voice = VOICE_OFF, plan = PLAN_OFF }: DecideRules): RequestRules => ({ voice, plan });

/** The gate's answer on an update; null where nobody acted, so that there is nobody to deny. */
export function gateAnswer(event: UpdateEvent, access: Readonly<AccessSettings>): GateAnswer | null {
  const { facts } = event;
  if (facts === null || facts.kind === 'other' || (facts.userId === null && facts.chatId === null)) return null;
  return passGate(
    {
      userId: facts.userId,
      isBot: facts.isBot,
      chatKind: facts.chatKind,
      updateKind: facts.kind,
      text: facts.text ?? facts.press?.data ?? null,
    },
    access,
  );
}

export const floodNoticeKey = (userId: string): string => `flood-told:${userId}`;

function decideUpdate(rules: DecideRules, session: Session, event: UpdateEvent, facts: TurnFacts, now: Date): Decision {
  const gate = gateAnswer(event, rules.access);
  if (gate === null) return quietly(session, 'ignored');
  if (!gate.pass) return denied(rules, session, event, facts, gate);
  if (event.facts === null || !REQUEST_KINDS.includes(event.facts.kind)) return quietly(session, 'ignored');
  const context = contextOf(rules.composed, gate.principal, event, facts, now);
  if (!facts.wasHeld && facts.updatesInMinute >= rules.floodMaxPerMinute) return flooded(session, event, facts, context.texts.html('flood.text'));
  return decideRequest(rules.composed, { session, event, facts, context }, readRequest(event, event.facts), requestRules(rules));
}

function denied(rules: DecideRules, session: Session, event: UpdateEvent, facts: TurnFacts, gate: Extract<GateAnswer, { pass: false }>): Decision {
  const press = event.facts?.press;
  const texts = rules.composed.texts[facts.tenant.locale];
  const tells = gate.refuseOnceKey !== null && facts.kept[gate.refuseOnceKey] === undefined;
  return {
    ...quietly(session, 'denied'),
    effects: [
      ...(press === undefined ? [] : [{ type: 'aside' as const, message: callbackAnswer(press.id, texts.text('refusal.alert'), true) }]),
      ...(tells ? [{ type: 'answer' as const, message: textMessage({ html: texts.html('refusal.text') }) }] : []),
    ],
    awaitsAnswer: tells,
    keep: tells && gate.refuseOnceKey !== null ? [{ key: gate.refuseOnceKey, value: true, ttlSec: REFUSED_TTL_SEC }] : [],
    audit: [
      ...(gate.audit === null
        ? []
        : [
            {
              eventType: gate.audit.eventType,
              severity: gate.audit.severity,
              fields: gate.audit.fields,
              throttle: { key: gate.audit.throttleKey, ttlSec: gate.audit.ttlSec },
            },
          ]),
      ...deniedPress(event),
    ],
  };
}

/** Whoever is no owner (any more) and presses a button of a proposal is recorded each time; the proposal is not even read. */
function deniedPress({ facts, chatId }: UpdateEvent): AuditNote[] {
  const data = facts?.press?.data;
  if (data === undefined || !isProposalData(data)) return [];
  return [{ eventType: 'action_denied', severity: 'warning', fields: { guard: 'G2', presser_user_id: facts?.userId ?? null, presser_chat_id: chatId } }];
}

/** Recorded and not acted upon; the person hears it once a minute, a press is acknowledged always. */
function flooded(session: Session, event: UpdateEvent, facts: TurnFacts, notice: string): Decision {
  const press = event.facts?.press;
  const key = floodNoticeKey(event.facts?.userId ?? '');
  const tells = facts.kept[key] === undefined;
  return {
    ...quietly(session, 'flooded'),
    effects: [
      ...(press === undefined ? [] : [{ type: 'aside' as const, message: callbackAnswer(press.id) }]),
      ...(tells ? [{ type: 'answer' as const, message: textMessage({ html: notice }) }] : []),
    ],
    awaitsAnswer: tells,
    keep: tells ? [{ key, value: true, ttlSec: FLOOD_NOTICE_TTL_SEC }] : [],
  };
}
