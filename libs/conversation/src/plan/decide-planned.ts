import type { AccessSettings } from '@ownerbot/access';
import { ADMITTED, CONFIDENCE_THRESHOLDS, judgePlan, plannedFields, restoreAnswer, type PlanOutcome } from '@ownerbot/planner';
import type { Asked } from '../decide/asked';
import { quietly } from '../decide/decision-parts';
import type { RequestRules } from '../decide/decide-request';
import { contextOf } from '../decide/reply-context';
import type { ComposedDomains } from '../domain/compose-domains';
import type { DomainPlanner } from '../domain/domain-planner';
import type { AuditNote } from '../model/audit-note';
import type { Decision } from '../model/decision';
import type { PlannedEvent } from '../model/event';
import type { TurnFacts } from '../model/facts';
import type { Session } from '../model/session';
import { speakerOf } from '../voice/decide-heard';
import { inPlaceOf, withEcho } from '../voice/with-echo';
import { followPlan } from './follow-plan';
import { loosePlan, withoutLoosePlan } from './plan-state';
import { readPlanned, type PlannedData } from './planned-data';

export interface PlannedRules extends RequestRules {
  readonly composed: ComposedDomains;
  readonly access: Readonly<AccessSettings>;
}

/** The planner has answered, or failed: what its answer may lead to is judged now, under what holds now. */
export function decidePlanned(rules: PlannedRules, session: Session, event: PlannedEvent, facts: TurnFacts, now: Date): Decision {
  const planned = readPlanned(event.data);
  const isAwaited = session.awaits?.event === 'planned' && session.awaits.updateId === event.updateId;
  const loose = loosePlan(session, event.updateId);
  const free = withoutLoosePlan(isAwaited ? { ...session, awaits: null } : session, event.updateId);
  const principal = speakerOf(event, rules.access);
  const isWanted = isAwaited || loose !== undefined || planned?.isReplay === true;
  if (planned === null || principal === null || !isWanted) return quietly(free, 'ignored');
  const context = contextOf(rules.composed, principal, event, facts, now);
  const asked: Asked = { session: free, event, facts, context };
  const outcome = judge(rules, planned, asked);
  const decision = followPlan(rules.composed, asked, { outcome, planned, isLate: planned.isLate || !isAwaited });
  const said = loose?.said ?? planned.said;
  const placed = planned.heard === null ? inPlaceOf(decision, said) : withEcho(decision, { context, text: planned.text, said });
  return { ...placed, audit: [...placed.audit, ...auditOf(planned, outcome)] };
}

/** The guardrails. What the owner wrote comes from the ledger, what the tools are from the domain now. */
function judge({ composed: { planner }, plan, voice }: PlannedRules, { end, text, heard, isForwarded }: PlannedData, { context }: Asked): PlanOutcome {
  if (planner === null || !plan.isOn) return { type: 'ended', check: 1, code: 'PROVIDER_OFF', next: { type: 'help' } };
  const isAnswered = end.type === 'answer';
  const why = isAnswered ? null : notAdmitted(end.code);
  return judgePlan({
    admission: why === null ? ADMITTED : { isAdmitted: false, why, tell: false },
    answer: isAnswered ? restoreAnswer(end.answer, text) : null,
    text,
    tools: planner.tools(context),
    offered: isAnswered ? end.offered : [],
    allowedActions: plan.allowedActions,
    noWrites: planner.forbidsWrites(text, context, { isForwarded }),
    checkTool: (tool, payload) => planner.checkTool(tool, payload),
    readings: readingsOf(planner, context),
    heard: heard === null ? null : { confidence: heard.confidence, threshold: voice.confidenceThreshold },
    thresholds: CONFIDENCE_THRESHOLDS,
  });
}

const readingsOf = (planner: DomainPlanner, context: Asked['context']) => planner.readings(context);

/** Nobody was asked, as opposed to nobody answered. */
function notAdmitted(code: Extract<PlannedData['end'], { type: 'failure' }>['code']) {
  return code === 'UPSTREAM_UNAVAILABLE' || code === 'BAD_CONFIG' || code === 'PLAN_FAILED' ? null : code;
}

/** That there is no answer was noted when nobody gave one. */
function auditOf({ asked, end, text }: PlannedData, outcome: PlanOutcome): AuditNote[] {
  if (end.type !== 'answer') return [];
  const { provider, model, promptVersion, ms, tokens, reused } = asked;
  return [{ eventType: 'llm_intent_planned', severity: 'info', fields: plannedFields({ provider: { provider, model }, promptVersion, text, ms }, { answer: end.answer, tokens, outcome, reused }) }];
}
